import { can } from '@converge/protocol/permissions';
import { useEffect, useState } from 'react';
import type { CallSession } from '../../../data/call-session.ts';
import { useValue } from '../../../data/use-value.ts';
import type { CallModel } from '../live/use-call-model.ts';
import { actorOf, type PersonModel } from '../model/people.ts';

/** What the wall is to somebody whose screen is asked for. */
export interface OwnWall {
  /** asked: not answered yet. waiting: put off, or stopped; one may still agree. */
  readonly state: 'none' | 'asked' | 'waiting' | 'shown';
  /** Who asked. */
  readonly by: string;
  /** Who sees it; null: everybody. */
  readonly seenBy: readonly string[] | null;
  readonly possible: boolean;
  agree(): void;
  putOff(): void;
  stop(): void;
}

export function useOwnWall({ local }: CallSession, model: CallModel): OwnWall {
  const { call, me, rules, joining, people } = model;
  const source = useValue(local.wallScreen);
  const { wall } = call;
  const asked = wall !== null && !joining && can(actorOf(me), 'wall.show', rules);
  const [answered, setAnswered] = useState(false);
  useEffect(() => {
    if (!asked) setAnswered(false);
  }, [asked]);
  const leading = people.filter(({ leads }) => leads);
  const shown = source.kind === 'on';
  return {
    state: !asked ? 'none' : shown ? 'shown' : answered ? 'waiting' : 'asked',
    by: leading.find(({ participantId }) => participantId === wall?.by)?.name ?? '',
    seenBy: wall?.staged === me.id ? null : namesOf(leading),
    possible: local.canShareScreen,
    agree() {
      setAnswered(true);
      void local.startWallScreen();
    },
    putOff: () => setAnswered(true),
    stop() {
      setAnswered(true);
      local.stopWallScreen();
    },
  };
}

/** Somebody who leads on two devices is one who looks. */
const namesOf = (people: readonly PersonModel[]): string[] => [
  ...new Map(people.map(({ personId, name }) => [personId, name])).values(),
];
