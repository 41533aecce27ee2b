/** Silence for everybody, with or without the right to break it. */
import { ConvergeError } from '@converge/protocol/errors';
import { can } from '@converge/protocol/permissions';
import type { Call } from './call.ts';
import { floorOf, takeFloor } from './floor.ts';
import { muteEverybody, note, personOf } from './moderation.ts';
import type { Participant } from './participant.ts';
import { changeRules } from './policy.ts';

/**
 * Mutes everybody below oneself. Where they may not unmute, the policy lets them
 * speak on request only, and the floor is taken back.
 */
export async function muteAll(call: Call, by: Participant, mayUnmute: boolean): Promise<void> {
  if (!can(call.actor(by.id), 'call.muteAll', call.rules)) throw new ConvergeError('forbidden');
  const line = {
    by: personOf(call, by.id),
    action: 'muteAll',
    details: { mayUnmute },
  } as const;
  if (mayUnmute) {
    await muteEverybody(call, by);
    note(call, line);
    return;
  }
  const { rules, snapshot } = call;
  // Before it is stored: nobody speaks on while the database writes.
  changeRules(call, { ...rules, policy: { ...rules.policy, speak: 'onRequest' } });
  const holders = new Map(
    snapshot.participants
      .filter((one) => floorOf(one).includes('speak'))
      .map((one) => [one.person.id, one]),
  );
  await muteEverybody(call, by);
  for (const holder of holders.values()) await takeFloor(call, by, holder);
  await call.context.rooms.changePolicy(call.roomId, line, { speak: 'onRequest' });
}
