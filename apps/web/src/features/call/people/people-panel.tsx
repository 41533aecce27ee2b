import type { ParticipantId } from '@converge/protocol/ids';
import type { Capability } from '@converge/protocol/permissions';
import {
  EllipsisVertical,
  Hand,
  Mic,
  MicOff,
  MonitorOff,
  MonitorUp,
  Scale,
  UserX,
  Video,
  VideoOff,
  WifiOff,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { Avatar } from '../../../design/avatar.tsx';
import { Badge } from '../../../design/badge.tsx';
import { IconButton } from '../../../design/icon-button.tsx';
import { Menu, type MenuEntry } from '../../../design/menu.tsx';
import { useFormat } from '../../../i18n/format.ts';
import { type Translate, useWords } from '../../../i18n/words.ts';
import type { PersonModel } from '../model/people.ts';
import { LineIcon } from '../tile/line-icon.tsx';
import { lineWhy, lineWord } from '../tile/line-words.ts';
import { RightChip } from './right-chip.tsx';
import { personKeys, usePeopleKeys } from './use-people-keys.ts';

export interface PeopleActions {
  mute(id: ParticipantId): void;
  stop(id: ParticipantId, source: 'camera' | 'screen'): void;
  remove(id: ParticipantId): void;
  lowerHand(id: ParticipantId): void;
  /** Gives the floor: the capability, until the call ends. */
  giveFloor(id: ParticipantId, capability: Capability): void;
  /** What was given or taken by somebody is as the room says again. */
  takeBack(id: ParticipantId, capability: Capability): void;
  /** Shows all rights of one person. */
  openRights(id: ParticipantId): void;
}

/** Who is inside, what they do, and what one may do about it. */
export function PeoplePanel({
  people,
  preset,
  actions,
}: {
  people: readonly PersonModel[];
  preset: 'meeting' | 'class';
  actions: PeopleActions;
}) {
  const t = useWords('call');
  // Whoever leads has a menu beside nearly everybody; the signs of all stand in one column.
  const hasMenus = people.some(({ may }) => Object.values(may).includes(true));
  const walk = usePeopleKeys(people, actions);
  return (
    <ul aria-label={t('people.title')} onKeyDown={walk} className="flex flex-col gap-0.5 p-2">
      {people.map((person) => (
        <Row
          key={person.participantId}
          t={t}
          person={person}
          preset={preset}
          actions={actions}
          hasMenus={hasMenus}
        />
      ))}
    </ul>
  );
}

function Row({
  t,
  person,
  preset,
  actions,
  hasMenus,
}: {
  t: Translate<'call'>;
  person: PersonModel;
  preset: 'meeting' | 'class';
  actions: PeopleActions;
  hasMenus: boolean;
}) {
  const role = roleWord(t, person, preset);
  return (
    <li
      data-person={person.participantId}
      className="group/row rounded-control px-2 hover:bg-surface-2"
    >
      <div className="flex min-h-12 items-center gap-3">
        <Avatar id={person.personId} name={person.name} picture={person.avatar} />
        <span className="min-w-0 grow py-1">
          <span className="block truncate text-14 text-strong" title={person.name}>
            {person.name}
            {person.self && <span className="text-muted"> · {t('tile.you')}</span>}
          </span>
          {(role || person.away) && (
            <span className="block truncate text-12 text-muted">
              {person.away ? t('tile.away') : role}
            </span>
          )}
        </span>
        {person.hand !== null && (
          <Badge tone="warning" icon={<Hand aria-hidden="true" className="size-3.5" />}>
            <span className="sr-only">{t('tile.hand', { place: person.hand })}</span>
            <span aria-hidden="true">{person.hand}</span>
          </Badge>
        )}
        <Signs t={t} person={person} />
        {hasMenus && <Doings t={t} person={person} actions={actions} />}
      </div>
      {person.line.level !== 'good' && !person.away && <LineLine t={t} person={person} />}
      <Given person={person} actions={actions} />
    </li>
  );
}

/** What somebody waits for, and what they were given or had taken: under their name. */
function Given({ person, actions }: { person: PersonModel; actions: PeopleActions }) {
  const { participantId: id, rights, may, hand } = person;
  const giving = may.grant && hand !== null;
  if (rights.length === 0 && !giving) return null;
  return (
    <div className="flex flex-wrap items-center gap-1.5 pb-2 pl-11">
      {giving && (
        <Floor person={person} onGive={(capability) => actions.giveFloor(id, capability)} />
      )}
      {rights.map((right) => (
        <RightChip
          key={right.capability}
          right={right}
          onTakeBack={may.grant ? () => actions.takeBack(id, right.capability) : null}
        />
      ))}
    </div>
  );
}

const floorIcons = { speak: Mic, camera: Video, screen: MonitorUp } as const;

/** To a raised hand: microphone, camera or screen with one press. */
function Floor({
  person,
  onGive,
}: {
  person: PersonModel;
  onGive(capability: keyof typeof floorIcons): void;
}) {
  const t = useWords('call');
  const format = useFormat();
  return (
    <>
      {person.handSince !== null && (
        <span className="text-12 text-muted tabular">
          {t('hand.since', { time: format.time(person.handSince) })}
        </span>
      )}
      {(['speak', 'camera', 'screen'] as const).map((capability) => {
        const Icon = floorIcons[capability];
        return (
          <IconButton
            key={capability}
            size="small"
            label={t('floor.give', { what: t(`right.${capability}`) })}
            icon={<Icon aria-hidden="true" className="size-4" />}
            className="border border-line-control"
            {...(capability === 'speak' ? { keys: personKeys.floor } : {})}
            onClick={() => onGive(capability)}
          />
        );
      })}
    </>
  );
}

/** What is wrong with somebody's line, and whose it is: under the name, which hand and signs leave little width. */
function LineLine({ t, person }: { t: Translate<'call'>; person: PersonModel }) {
  return (
    <p className="flex gap-1.5 pb-2 pl-11 text-12 text-warning-text">
      <LineIcon line={person.line} className="mt-0.5 size-3.5 shrink-0" />
      <span className="min-w-0">
        <span className="sr-only">{lineWord(t, person.line)}: </span>
        {lineWhy(t, person.line, person.self)}
      </span>
    </p>
  );
}

function Signs({ t, person }: { t: Translate<'call'>; person: PersonModel }) {
  const icon = 'size-4';
  return (
    <span className="flex shrink-0 items-center gap-2 text-muted">
      {person.away && <WifiOff aria-hidden="true" className={icon} />}
      {person.sharing && (
        <Sign words={t('people.sharing')}>
          <MonitorUp aria-hidden="true" className={`${icon} text-accent-text`} />
        </Sign>
      )}
      <Sign words={person.muted ? t('people.muted') : t('people.unmuted')}>
        {person.muted ? (
          <MicOff aria-hidden="true" className={icon} />
        ) : (
          <Mic aria-hidden="true" className={`${icon} text-speaking-text`} />
        )}
      </Sign>
      <Sign words={person.camera ? t('people.cameraOn') : t('people.cameraOff')}>
        {person.camera ? (
          <Video aria-hidden="true" className={icon} />
        ) : (
          <VideoOff aria-hidden="true" className={icon} />
        )}
      </Sign>
    </span>
  );
}

const Sign = ({ words, children }: { words: string; children: ReactNode }) => (
  <span title={words}>
    {children}
    <span className="sr-only">{words}</span>
  </span>
);

function Doings({
  t,
  person,
  actions,
}: {
  t: Translate<'call'>;
  person: PersonModel;
  actions: PeopleActions;
}) {
  const { may, participantId: id, name } = person;
  const icon = 'size-4';
  const entries: MenuEntry[] = [
    ...(may.mute
      ? [
          {
            id: 'mute',
            label: t('people.mute'),
            keys: personKeys.mute,
            icon: <MicOff className={icon} />,
            onSelect: () => actions.mute(id),
          },
        ]
      : []),
    ...(['camera', 'screen'] as const)
      .filter((source) => (source === 'camera' ? may.stopCamera : may.stopScreen))
      .map((source) => ({
        id: source,
        label: source === 'camera' ? t('people.stopCamera') : t('people.stopScreen'),
        icon: source === 'camera' ? <VideoOff className={icon} /> : <MonitorOff className={icon} />,
        onSelect: () => actions.stop(id, source),
      })),
    ...(may.lowerHand
      ? [
          {
            id: 'hand',
            label: t('people.lowerHand'),
            keys: personKeys.lowerHand,
            icon: <Hand className={icon} />,
            onSelect: () => actions.lowerHand(id),
          },
        ]
      : []),
    ...(may.grant || may.appoint
      ? [
          {
            id: 'rights',
            label: t('people.rights', { name }),
            icon: <Scale className={icon} />,
            onSelect: () => actions.openRights(id),
          },
        ]
      : []),
    ...(may.remove
      ? [
          {
            id: 'remove',
            label: t('people.remove'),
            keys: personKeys.remove,
            icon: <UserX className={icon} />,
            danger: true,
            onSelect: () => actions.remove(id),
          },
        ]
      : []),
  ];
  if (entries.length === 0) return <span className="size-(--size-control-small) shrink-0" />;
  return (
    <Menu
      label={t('tile.menuOf', { name })}
      entries={entries}
      trigger={(props) => (
        <IconButton
          {...props}
          size="small"
          label={t('tile.menuOf', { name })}
          icon={<EllipsisVertical aria-hidden="true" className="size-4" />}
        />
      )}
    />
  );
}

function roleWord(
  t: Translate<'call'>,
  person: PersonModel,
  preset: 'meeting' | 'class',
): string | null {
  if (person.leads) return t(`role.leads.${preset}`);
  return person.role === 'guest' ? t('role.guest') : null;
}
