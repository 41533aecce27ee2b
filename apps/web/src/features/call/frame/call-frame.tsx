import type { TileView } from '@converge/client/call/types';
import { type ReactNode, useDeferredValue, useRef, useState } from 'react';
import { cx } from '../../../design/cx.ts';
import { useShortcuts } from '../../../design/shortcuts/use-shortcuts.ts';
import { type Translate, useWords } from '../../../i18n/words.ts';
import { Bar, type BarProps, type Panel } from '../bar/bar.tsx';
import { stepsAside, useIdle } from '../bar/use-idle.ts';
import type { LineNotice } from '../model/line-notice.ts';
import type { PersonModel } from '../model/people.ts';
import type { TileModel } from '../model/tiles.ts';
import { type PeopleActions, PeoplePanel } from '../people/people-panel.tsx';
import { Stage } from '../stage/stage.tsx';
import { useSize } from '../stage/use-size.ts';
import type { TileActions, TilePort } from '../tile/tile-port.ts';
import { SeenDetails } from '../transparency/seen-by-lead.tsx';
import { CallNotices } from './notices.tsx';
import { PanelFrame } from './panel-frame.tsx';

/** Narrower than this, the bar keeps only what one needs at once. */
const compactWidth = 776;
/** From here on there is room for what is only needed now and then: pointing, and the wall. */
const roomyWidth = 904;
/** So much wider each of them makes the bar. */
const buttonWidth = 60;
/** From here on the pages' buttons have room beside the bar, which stays in the middle. */
const besideWidth = 1034;

export interface CallFrameProps {
  tiles: readonly TileModel[];
  /** The camera tile of who speaks; null: nobody. */
  speaker: string | null;
  /** See `StageProps`. */
  laser: 'off' | 'own' | 'all';
  /** In a class, to who listens: the teacher's camera tile. */
  host: string | null;
  pinned: string | null;
  people: readonly PersonModel[];
  preset: 'meeting' | 'class';
  line: LineNotice;
  soundBlocked: boolean;
  talking: boolean;
  /** Where one looks at the line. */
  checkPath: string;
  port: TilePort;
  view: TileView;
  bar: Omit<BarProps, 'compact' | 'roomy' | 'people'>;
  /** The conversation, for the panel. */
  chat: ReactNode;
  /** The room's files, for the panel. */
  files: ReactNode;
  /** How good the line is, for the panel. */
  connection: ReactNode;
  /** Who may do what, for the panel of who leads. */
  rights: ReactNode;
  /** What stands over the list of people: who waits, and what one does to all. */
  leading: ReactNode;
  /** Stands in the place of the stage; null: the stage itself. */
  instead: ReactNode;
  /** What keeps an own device from working. */
  notices: ReactNode;
  /** What one may want just now. Between stage and bar: it waits, and so covers nothing meanwhile. */
  offer: ReactNode;
  /** What is said while one is alone. */
  alone: ReactNode;
  peopleActions: PeopleActions;
  actionsFor(tile: TileModel): TileActions;
  onAllowSound(): void;
}

/** The live call as one sees it: stage, bar, and one panel. */
export function CallFrame(props: CallFrameProps) {
  const { tiles, bar, people } = props;
  const t = useWords('call');
  const [root, setRoot] = useState<HTMLElement | null>(null);
  const controls = useIdle(root, '[data-call-foot]');
  const [sizeRef, size] = useSize();
  const joining = props.line === 'joining';
  // The pictures first: they are what one came for, and the bar has the most parts of all.
  const settled = useDeferredValue(!joining, false);
  const compact = size.width < compactWidth;
  const panel = bar.panel;
  // A panel that was open already, when one came back to the call, doesn't draw the focus.
  const [atFirst] = useState(panel);
  const touched = useRef(false);
  if (panel !== atFirst) touched.current = true;
  const closePanel = () => panel && bar.actions.togglePanel(panel);
  useShortcuts(
    { id: 'call', title: t('keys.scope') },
    // Inside of the panel alone: it listens itself.
    panel ? [{ keys: 'escape', label: t('panel.close') }] : [],
  );
  const shown = bar.hideSelf && people.length > 1 ? tiles.filter(notOwnCamera) : tiles;
  const rare = Number(bar.laser.possible) + Number(bar.bar.mayAskForScreens && bar.wall.asked);
  const bottom = (pager: ReactNode) => (
    <>
      {props.offer}
      <Foot pager={pager} beside={size.width >= besideWidth + rare * buttonWidth}>
        {settled ? (
          <Bar {...bar} people={people.length} compact={compact} roomy={size.width >= roomyWidth} />
        ) : (
          <div className="h-16" />
        )}
      </Foot>
    </>
  );
  return (
    <div
      ref={setRoot}
      data-idle={controls === 'idle' || undefined}
      data-unseen={controls !== 'awake' || undefined}
      className="group/call relative flex min-h-0 min-w-0 grow"
    >
      <div
        ref={sizeRef}
        className="stage relative flex min-h-0 min-w-0 grow flex-col p-2 pb-0 group-data-idle/call:cursor-none sm:p-3 sm:pb-0"
      >
        <CallNotices
          line={props.line}
          soundBlocked={props.soundBlocked}
          talking={props.talking}
          checkPath={props.checkPath}
          onAllowSound={props.onAllowSound}
        >
          {props.notices}
        </CallNotices>
        {props.instead ? (
          <>
            {props.instead}
            {bottom(null)}
          </>
        ) : (
          <Stage
            tiles={shown}
            choice={bar.layout}
            pinned={props.pinned}
            speaker={props.speaker}
            host={props.host}
            laser={props.laser}
            port={props.port}
            view={props.view}
            actionsFor={props.actionsFor}
            settled={settled}
            stale={props.line === 'full'}
            alone={people.length === 1 && !joining ? props.alone : null}
            footer={bottom}
          />
        )}
      </div>
      {panel && (
        <PanelFrame
          key={panel}
          takesFocus={touched.current}
          title={titleOf(t, panel)}
          closeLabel={t('panel.close')}
          onClose={closePanel}
        >
          {panel === 'people' && (
            <div className="min-h-0 grow overflow-y-auto">
              {props.leading}
              <PeoplePanel people={people} preset={props.preset} actions={props.peopleActions} />
              <SeenDetails />
            </div>
          )}
          {panel === 'chat' && props.chat}
          {panel === 'files' && props.files}
          {panel === 'connection' && props.connection}
          {panel === 'rights' && props.rights}
        </PanelFrame>
      )}
    </div>
  );
}

function titleOf(t: Translate<'call'>, panel: Panel): string {
  if (panel === 'people') return t('people.title');
  return t(`${panel}.open`);
}

/** Bar and pages: side by side, or where it is narrow below each other. */
function Foot({
  pager,
  beside,
  children,
}: {
  pager: ReactNode;
  beside: boolean;
  children: ReactNode;
}) {
  const fading = cx('flex transition-opacity', stepsAside);
  if (!beside) {
    return (
      <div data-call-foot className="shrink-0">
        {pager && <div className={cx(fading, 'justify-center pt-2')}>{pager}</div>}
        {children}
      </div>
    );
  }
  return (
    <div data-call-foot className="grid shrink-0 grid-cols-[1fr_auto_1fr] items-center">
      <div className={fading}>{pager}</div>
      {children}
    </div>
  );
}

const notOwnCamera = (tile: TileModel): boolean => !tile.self || tile.source === 'screen';
