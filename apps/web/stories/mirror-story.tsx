import type { DeviceProblem, LocalSource } from '@converge/client/call/types';
import { createValue } from '@converge/client/state/value';
import type { PersonId } from '@converge/protocol/ids';
import type { JoinCard } from '@converge/protocol/rest/join';
import { useState } from 'react';
import { Door } from '../src/features/join/door.tsx';
import { EntranceView } from '../src/features/join/entrance-view.tsx';
import { fakeCamera, fakeLocal } from './fake-media.ts';
import type { Wishes } from './main.tsx';
import { names, room } from './people.ts';

const moving = createValue(false);

/** The way in: ?story=mirror&problem=denied, &quiet (a class), &me (signed in) */
export function MirrorStory({ wishes }: { wishes: Wishes }) {
  const problem = wishes.get('problem') as DeviceProblem | null;
  const [local] = useState(() => {
    const camera = fakeCamera(1, 1280, 720);
    const failed = problem ? ({ kind: 'failed', problem } as const) : null;
    const state: LocalSource = failed ?? { kind: 'on', track: camera };
    return fakeLocal(state, state);
  });
  const [name, setName] = useState('');
  const quiet = wishes.has('quiet');
  const { id, name: roomName, code, preset } = room(wishes);
  const card: JoinCard = {
    room: { id, name: roomName, code, preset, owner: names(wishes)[0] ?? '' },
    waits: false,
    live: wishes.has('nobody') ? null : { since: Date.now(), count: 23 },
    inside: wishes.has('nobody') ? [] : names(wishes).slice(0, 3),
    me: wishes.has('me')
      ? {
          person: {
            id: '00000002-0000-4000-8000-000000000007' as PersonId,
            kind: 'user',
            name: names(wishes)[1] ?? '',
            avatar: null,
          },
          role: 'participant',
        }
      : null,
    may: { speak: !quiet, camera: !quiet, screen: !quiet },
    media: {},
    ice: 'none',
  };
  return (
    <Door>
      <EntranceView
        card={card}
        local={quiet ? null : local}
        first={null}
        still={moving}
        name={name}
        onName={setName}
        onEnter={() => Promise.resolve()}
      />
    </Door>
  );
}
