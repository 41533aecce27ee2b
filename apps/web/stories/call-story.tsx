import { createValue, type Value } from '@converge/client/state/value';
import type { RoomId } from '@converge/protocol/ids';
import { presetPolicies, type RoomRules } from '@converge/protocol/permissions';
import type { Quality } from '@converge/protocol/quality';
import type { Participant } from '@converge/protocol/realtime/call';
import { useState } from 'react';
import type { Panel } from '../src/features/call/bar/bar.tsx';
import { Alone } from '../src/features/call/frame/alone.tsx';
import { CallFrame } from '../src/features/call/frame/call-frame.tsx';
import type { LayoutChoice } from '../src/features/call/model/arrange.ts';
import { barOf } from '../src/features/call/model/bar.ts';
import { callOf, participant } from '../src/features/call/model/fixtures.ts';
import type { LineNotice } from '../src/features/call/model/line-notice.ts';
import { actorOf, peopleOf } from '../src/features/call/model/people.ts';
import { tilesOf } from '../src/features/call/model/tiles.ts';
import type {
  Pointer,
  ShownReaction,
  TileActions,
  TilePort,
} from '../src/features/call/tile/tile-port.ts';
import { RoomHeader } from '../src/features/room/room-header.tsx';
import { ChatStory } from './chat-story.tsx';
import { fakeCamera, fakeScreen } from './fake-media.ts';
import type { Wishes } from './main.tsx';
import { names, room } from './people.ts';

const nothing = createValue<ShownReaction | null>(null);
const applause = createValue<ShownReaction | null>({ reaction: 'applause', nr: 1 });
const noPointers = createValue<readonly Pointer[]>([]);
const off = createValue(false);
const on = createValue(true);

export function CallStory({ wishes }: { wishes: Wishes }) {
  const [model] = useState(() => modelOf(wishes));
  const [panel, setPanel] = useState(wishes.get('panel') as Panel | null);
  const [layout, setLayout] = useState((wishes.get('layout') ?? 'auto') as LayoutChoice);
  const [pinned, setPinned] = useState<string | null>(null);
  const { call, me, rules } = model;
  const own = { microphone: !wishes.has('muted'), camera: true, screen: false };
  const tiles = tilesOf({ call, me: me.id, own });
  const people = peopleOf({ call, me: me.id, own, rules, compare: (a, b) => a.localeCompare(b) });
  const source = (is: boolean) =>
    is ? ({ kind: 'on', track: model.track } as const) : ({ kind: 'off' } as const);
  return (
    <div className="flex h-dvh flex-col">
      <RoomHeader
        room={room(wishes)}
        actor={{ spaceRole: 'teacher', roomRole: 'owner', grants: {}, admitted: 'before' }}
        live={{ since: 0, count: people.length }}
        lost={false}
        inCall
        onCopyLink={() => undefined}
        onInvite={() => undefined}
        onReports={() => undefined}
      />
      <CallFrame
        tiles={tiles}
        speaker={null}
        laser="off"
        host={null}
        pinned={pinned}
        people={people}
        preset="meeting"
        line={(wishes.get('line') ?? 'fine') as LineNotice}
        soundBlocked={wishes.has('blocked')}
        talking={false}
        checkPath="/check"
        port={model.port}
        view={{ show: () => ({ resize: () => undefined, hide: () => undefined }) }}
        chat={<ChatStory wishes={wishes} bare />}
        files={null}
        connection={null}
        rights={null}
        leading={null}
        notices={null}
        offer={null}
        instead={null}
        alone={<Alone onCopyLink={() => undefined} onInvite={() => undefined} />}
        peopleActions={{
          mute: () => undefined,
          remove: () => undefined,
          lowerHand: () => undefined,
          stop: () => undefined,
          giveFloor: () => undefined,
          takeBack: () => undefined,
          openRights: () => undefined,
        }}
        actionsFor={() => model.actions((id) => setPinned((old) => (old === id ? null : id)))}
        onAllowSound={() => undefined}
        bar={{
          bar: barOf({
            me: actorOf(me),
            rules,
            microphone: source(own.microphone),
            camera: source(own.camera),
            screen: source(false),
            hand: null,
          }),
          actions: {
            toggleMicrophone: () => undefined,
            toggleCamera: () => undefined,
            toggleScreen: () => undefined,
            toggleHand: () => undefined,
            react: () => undefined,
            togglePanel: (next) => setPanel((old) => (old === next ? null : next)),
            leave: () => undefined,
          },
          choices: {
            devices: { microphone: [], camera: [], speaker: [] },
            inUse: { microphone: null, camera: null, speaker: null },
            choose: () => undefined,
            openSettings: () => undefined,
          },
          panel,
          unread: 3,
          questions: 0,
          newFiles: 1,
          canShare: true,
          layout,
          hideSelf: false,
          onLayout: setLayout,
          onHideSelf: () => undefined,
          onPopOut: () => undefined,
          onSettings: () => undefined,
          onShortcuts: () => undefined,
          small: { open: false, toggle: () => undefined },
          laser: { possible: false, on: false, toggle: () => undefined },
          wall: { asked: false, shown: false, toggle: () => undefined },
          onEndForAll: () => undefined,
        }}
      />
    </div>
  );
}

/** Of the third and the eighth the line isn't good. */
const lines: Readonly<Record<number, Quality>> = {
  2: { level: 'fair', reason: 'sending' },
  7: { level: 'fair', reason: 'machine' },
};

function modelOf(wishes: Wishes) {
  const count = Number(wishes.get('people') ?? 5);
  const shares = Number(wishes.get('share') ?? 0);
  const given = names(wishes);
  const people = Array.from({ length: count }, (_, i): Participant => {
    const base = participant(i + 1);
    const quiet = i % 4 === 2;
    return {
      ...base,
      role: i === 0 ? 'owner' : i % 5 === 4 ? 'guest' : 'participant',
      person: { ...base.person, name: given[i % given.length] ?? 'Ada' },
      presence: i === 6 ? 'away' : 'here',
      quality: lines[i] ?? { level: 'good', reason: null },
      handRaisedAt: i === 3 ? 20 : i === 5 ? 10 : null,
      media: {
        microphone: quiet ? 'paused' : 'on',
        camera: i % 4 === 1 && count > 2 ? 'off' : 'on',
        screen: i > 0 && i <= shares ? 'on' : 'off',
        screenAudio: 'off',
      },
    };
  });
  const [me] = people;
  if (!me) throw new Error('nobody');
  const rules: RoomRules = {
    state: 'active',
    access: 'link',
    door: 'open',
    policy: presetPolicies.meeting,
  };
  const cameras = Array.from({ length: Math.min(count, 8) }, (_, i) =>
    i === 4 && wishes.has('portrait') ? fakeCamera(i, 360, 640) : fakeCamera(i),
  );
  const pictures = cameras.map((camera) => createValue<MediaStreamTrack | null>(camera));
  const screens = Array.from({ length: shares }, (_, i) =>
    createValue<MediaStreamTrack | null>(fakeScreen(i + 1)),
  );
  const none = createValue<MediaStreamTrack | null>(null);
  const index = (id: string) => people.findIndex((one) => one.id === id);
  const port: TilePort = {
    picture: (tile): Value<MediaStreamTrack | null> =>
      tile.source === 'screen'
        ? (screens[index(tile.participantId) - 1] ?? none)
        : (pictures[index(tile.participantId) % pictures.length] ?? none),
    speaking: (id) => (index(id) === 1 || index(id) === 3 ? on : off),
    drawn: () => {},
    pointers: () => noPointers,
    point: () => undefined,
    enlarged: () => () => undefined,
    reaction: (id) => (index(id) === 2 && wishes.has('reaction') ? applause : nothing),
  };
  const track = cameras[0];
  if (!track) throw new Error('no camera');
  let actions: TileActions | null = null;
  return {
    call: callOf(people),
    me,
    rules,
    port,
    track,
    roomId: '' as RoomId,
    actions(pin: (id: string) => void) {
      actions ??= { pin: (tile) => pin(tile.id), popOut: () => undefined };
      return actions;
    },
  };
}
