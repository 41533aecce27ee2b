/**
 * From where one stream of the other one is taken: pure, and for each stream by
 * itself. No way is left before the other one carries (SPEC P2P-4).
 */
export type Choice =
  | { readonly kind: 'server' }
  | { readonly kind: 'direct' }
  /** The direct one, until the server's comes. `since`: milliseconds; `steady`: looks in a row. */
  | { readonly kind: 'leaving'; readonly since: number; readonly steady: number };

export interface Seen {
  /** The call shows that it is sent (muted counts). */
  readonly sent: boolean;
  /** It is sent and not muted: somebody would notice a gap. */
  readonly missed: boolean;
  /** The direct way is wanted and well. */
  readonly wanted: boolean;
  /** More has come since the last look: directly, and from the server. */
  readonly direct: boolean;
  readonly server: boolean;
  /** So many looks in a row the server's has to have come. */
  readonly steadyAfter: number;
  readonly now: number;
}

/** Where the server's doesn't come either, there is nothing to wait for. */
const PATIENCE_MS = 4_000;

const server: Choice = { kind: 'server' };

export function nextChoice(choice: Choice, seen: Seen): Choice {
  if (!seen.sent) return server;
  switch (choice.kind) {
    case 'server':
      return seen.wanted && seen.direct ? { kind: 'direct' } : choice;
    case 'direct':
      return seen.wanted ? choice : { kind: 'leaving', since: seen.now, steady: 0 };
    case 'leaving':
      if (!seen.missed || seen.now - choice.since >= PATIENCE_MS) return server;
      if (seen.wanted && seen.direct) return { kind: 'direct' };
      return wait(choice, seen);
    default:
      return choice satisfies never;
  }
}

function wait(choice: Extract<Choice, { kind: 'leaving' }>, seen: Seen): Choice {
  const steady = seen.server ? choice.steady + 1 : 0;
  // What doesn't come by the old way any more isn't worth waiting for.
  const enough = steady >= seen.steadyAfter || (steady > 0 && !seen.direct);
  return enough ? server : { ...choice, steady };
}

export const isDirect = (choice: Choice): boolean => choice.kind !== 'server';
