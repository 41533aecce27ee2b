import type { ConnectionState } from '@converge/client/realtime/connection';
import type { Failure } from '@converge/protocol/errors';

/**
 * Why the page of a room shows its refusal and not the room: the line was refused for good, so
 * that nothing new would come (SPEC RT-14). null: it shows the room. A call, also one that is
 * over, says itself what became of it.
 */
export const lineRefusal = (
  line: ConnectionState,
  { open, inCall }: { readonly open: boolean; readonly inCall: boolean },
): Failure | null => (line.kind === 'refused' && !(open && inCall) ? line.failure : null);
