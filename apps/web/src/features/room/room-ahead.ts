import type { PersonId } from '@converge/protocol/ids';
import { presetPolicies } from '@converge/protocol/permissions';
import type { Room } from '@converge/protocol/rest/rooms';
import type { Doorway } from '../../data/call-session.ts';

const notTold = '00000000-0000-0000-0000-000000000000' as PersonId;

/**
 * A room as far as its door told, for the moment until it is open: its page
 * stands at once, and nothing in it moves when the answer comes.
 */
export const roomAhead = ({ room, role }: Doorway): Room => ({
  id: room.id,
  code: room.code,
  name: room.name,
  preset: room.preset,
  access: 'link',
  door: 'open',
  state: 'active',
  policy: presetPolicies[room.preset],
  owner: { id: notTold, name: room.owner },
  role,
  createdAt: 0,
  lastLiveAt: null,
  live: null,
});
