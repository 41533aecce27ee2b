import type { Reaction } from '@converge/protocol/realtime/call';
import {
  Files,
  Hand,
  LoaderCircle,
  MessageSquare,
  Mic,
  MicOff,
  Monitor,
  MonitorUp,
  MousePointer2,
  PhoneOff,
  TriangleAlert,
  Users,
  Video,
  VideoOff,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from '../../../design/cx.ts';
import { useFormat } from '../../../i18n/format.ts';
import { type Translate, useWords } from '../../../i18n/words.ts';
import type { BarModel, SwitchState } from '../model/bar.ts';
import { BarButton, type BarTone } from './bar-button.tsx';
import { type DeviceChoices, DeviceMenu } from './device-menu.tsx';
import { LayoutMenu } from './layout-menu.tsx';
import { MoreMenu, type MoreMenuProps } from './more-menu.tsx';
import { ReactionsButton } from './reactions.tsx';
import { stepsAside } from './use-idle.ts';

export type Panel = 'people' | 'chat' | 'files' | 'connection' | 'rights';

export interface BarActions {
  toggleMicrophone(): void;
  toggleCamera(): void;
  toggleScreen(): void;
  toggleHand(): void;
  react(reaction: Reaction): void;
  togglePanel(panel: Panel): void;
  leave(): void;
}

export interface BarProps
  extends Omit<MoreMenuProps, 'compact' | 'roomy' | 'actions' | 'bar' | 'panel'> {
  bar: BarModel;
  actions: BarActions;
  choices: DeviceChoices;
  panel: Panel | null;
  people: number;
  unread: number;
  /** Held until one decides about them. */
  questions: number;
  /** Handed out to oneself and not fetched yet. */
  newFiles: number;
  /** Whether this browser can show a screen at all. */
  canShare: boolean;
  /** A phone's width: what isn't needed at once goes into the menu. */
  compact: boolean;
  /** See `MoreMenuProps`. */
  roomy: boolean;
}

const icon = 'size-5';

/** Microphone, camera, share, hand, reactions | layout, people, chat, more | leave. */
export function Bar(props: BarProps) {
  const { bar, actions, choices, panel, compact } = props;
  const t = useWords('call');
  const format = useFormat();
  const inChat = props.unread + props.questions;
  return (
    <div
      role="toolbar"
      aria-label={t('bar.label')}
      className="flex items-center justify-center gap-2 px-2 py-2.5 sm:gap-3 [&>*]:transition-opacity"
    >
      <Held state={bar.microphone}>
        <Switch
          t={t}
          state={bar.microphone}
          words="microphone"
          keys="m"
          on={<Mic aria-hidden="true" className={icon} />}
          off={<MicOff aria-hidden="true" className={icon} />}
          onToggle={actions.toggleMicrophone}
          joined={!compact}
        />
        {!compact && (
          <DeviceMenu
            kinds={['microphone', 'speaker']}
            label={t('devices.sound')}
            choices={choices}
            tone={toneOf(bar.microphone)}
          />
        )}
      </Held>
      <Held state={bar.camera}>
        <Switch
          t={t}
          state={bar.camera}
          words="camera"
          keys="v"
          on={<Video aria-hidden="true" className={icon} />}
          off={<VideoOff aria-hidden="true" className={icon} />}
          onToggle={actions.toggleCamera}
          joined={!compact}
        />
        {!compact && (
          <DeviceMenu
            kinds={['camera']}
            label={t('devices.picture')}
            choices={choices}
            tone={toneOf(bar.camera)}
          />
        )}
      </Held>
      {!compact && props.canShare && (
        <Rest>
          <BarButton
            label={bar.screen.kind === 'on' ? t('screen.stop') : t('screen.start')}
            state={bar.screen.kind === 'forbidden' ? askOrNot(t, bar.screen) : undefined}
            keys="s"
            aria-disabled={bar.screen.kind === 'forbidden' || undefined}
            tone={bar.screen.kind === 'on' ? 'active' : 'plain'}
            icon={<MonitorUp aria-hidden="true" className={icon} />}
            onClick={actions.toggleScreen}
          />
        </Rest>
      )}
      <Rest>
        <BarButton
          label={bar.hand === null ? t('hand.raise') : t('hand.lower')}
          state={bar.hand === null ? t('hand.down') : t('hand.up', { place: bar.hand })}
          keys="h"
          tone={bar.hand === null ? 'plain' : 'active'}
          icon={<Hand aria-hidden="true" className={icon} />}
          badge={bar.hand !== null && <Count>{format.number(bar.hand)}</Count>}
          onClick={actions.toggleHand}
        />
      </Rest>
      {!compact && (
        <>
          <Rest>
            <ReactionsButton onReact={actions.react} />
          </Rest>
          <Divider />
          <Rest>
            <LayoutMenu {...props} />
          </Rest>
          {props.roomy && props.laser.possible && (
            <Rest>
              <BarButton
                label={props.laser.on ? t('laser.off') : t('laser.on')}
                keys="l"
                aria-pressed={props.laser.on}
                tone={props.laser.on ? 'active' : 'plain'}
                icon={<MousePointer2 aria-hidden="true" className={icon} />}
                onClick={props.laser.toggle}
              />
            </Rest>
          )}
          {props.roomy && bar.mayAskForScreens && props.wall.asked && (
            <Rest>
              <BarButton
                label={t('wall.open')}
                aria-pressed={props.wall.shown}
                tone={props.wall.shown ? 'active' : 'plain'}
                icon={<Monitor aria-hidden="true" className={icon} />}
                onClick={props.wall.toggle}
              />
            </Rest>
          )}
          <Rest>
            <BarButton
              label={t('people.open')}
              state={t('people.count', { count: props.people })}
              keys="p"
              aria-pressed={panel === 'people'}
              tone={panel === 'people' ? 'active' : 'plain'}
              icon={<Users aria-hidden="true" className={icon} />}
              badge={<Count quiet>{format.number(props.people)}</Count>}
              onClick={() => actions.togglePanel('people')}
            />
          </Rest>
        </>
      )}
      <Rest>
        <BarButton
          label={t('chat.open')}
          state={chatState(t, props)}
          keys="c"
          aria-pressed={panel === 'chat'}
          tone={panel === 'chat' ? 'active' : 'plain'}
          icon={<MessageSquare aria-hidden="true" className={icon} />}
          badge={inChat > 0 && <Count>{inChat > 99 ? '99+' : inChat}</Count>}
          onClick={() => actions.togglePanel('chat')}
        />
      </Rest>
      {!compact && (
        <Rest>
          <BarButton
            label={t('files.open')}
            state={props.newFiles > 0 ? t('files.new', { count: props.newFiles }) : undefined}
            keys="f"
            aria-pressed={panel === 'files'}
            tone={panel === 'files' ? 'active' : 'plain'}
            icon={<Files aria-hidden="true" className={icon} />}
            badge={props.newFiles > 0 && <Count>{format.number(props.newFiles)}</Count>}
            onClick={() => actions.togglePanel('files')}
          />
        </Rest>
      )}
      <Rest>
        <MoreMenu {...props} />
      </Rest>
      {!compact && <Divider />}
      <Rest>
        <BarButton
          label={t('leave')}
          keys="mod+shift+l"
          tone="leave"
          className={compact ? undefined : 'w-16'}
          icon={<PhoneOff aria-hidden="true" className={icon} />}
          onClick={actions.leave}
        />
      </Rest>
    </div>
  );
}

/** What in the conversation waits for one. */
function chatState(t: Translate<'call'>, { unread, questions }: BarProps): string | undefined {
  const parts = [
    ...(unread > 0 ? [t('chat.unread', { count: unread })] : []),
    ...(questions > 0 ? [t('chat.questions', { count: questions })] : []),
  ];
  return parts.length > 0 ? parts.join(', ') : undefined;
}

/**
 * Steps aside when nobody moves, unless it says that something is held back. What
 * isn't open to one here is nothing that one could have forgotten.
 */
function Held({ state: { kind }, children }: { state: SwitchState; children: ReactNode }) {
  const held = kind !== 'on' && kind !== 'forbidden';
  return <span className={cx('flex', !held && stepsAside)}>{children}</span>;
}

const Rest = ({ children }: { children: ReactNode }) => (
  <span className={cx('flex', stepsAside)}>{children}</span>
);

const Divider = () => (
  <span aria-hidden="true" className={cx('mx-1 h-7 w-px bg-line', stepsAside)} />
);

const Count = ({ quiet = false, children }: { quiet?: boolean; children: ReactNode }) => (
  <span
    aria-hidden="true"
    className={cx(
      'inline-flex min-w-5 items-center justify-center rounded-full px-1 text-12 font-semibold tabular',
      quiet ? 'bg-surface-3 text-normal' : 'bg-live text-on-live',
    )}
  >
    {children}
  </span>
);

function Switch({
  t,
  state,
  words,
  keys,
  on,
  off,
  onToggle,
  joined,
}: {
  t: Translate<'call'>;
  state: SwitchState;
  words: 'microphone' | 'camera';
  keys: string;
  on: ReactNode;
  off: ReactNode;
  onToggle(): void;
  joined: boolean;
}) {
  const spinning = state.kind === 'starting';
  return (
    <BarButton
      label={state.kind === 'on' ? t(`${words}.off`) : t(`${words}.on`)}
      state={state.kind === 'forbidden' ? askOrNot(t, state) : t(`${words}.is.${state.kind}`)}
      keys={keys}
      tone={toneOf(state)}
      aria-disabled={state.kind === 'forbidden' || undefined}
      aria-busy={spinning || undefined}
      icon={
        spinning ? (
          <LoaderCircle aria-hidden="true" className={`${icon} animate-spin`} />
        ) : state.kind === 'on' ? (
          on
        ) : (
          off
        )
      }
      badge={
        state.kind === 'failed' && (
          <TriangleAlert aria-hidden="true" className="size-4 rounded-full text-warning" />
        )
      }
      onClick={onToggle}
      {...(joined ? { joined: 'right' } : {})}
    />
  );
}

const toneOf = (state: SwitchState): BarTone & ('plain' | 'off') =>
  state.kind === 'off' || state.kind === 'failed' ? 'off' : 'plain';

const askOrNot = (t: Translate<'call'>, state: { ask: boolean }): string =>
  state.ask ? t('forbidden.ask') : t('forbidden.no');
