/**
 * From where one stream of the other one is taken: pure, and for each stream by
 * itself. No way is left before the other one carries (SPEC P2P-4).
 */
export type Choice =
  | { readonly kind: 'server' }
  | { readonly kind: 'direct' }
  /** The direct one, until the server's comes. `since`: milliseconds. */
  | { readonly kind: 'leaving'; readonly since: number };

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
      return seen.wanted ? choice : { kind: 'leaving', since: seen.now };
    case 'leaving':
      if (seen.server || !seen.missed) return server;
      if (seen.wanted && seen.direct) return { kind: 'direct' };
      return seen.now - choice.since >= PATIENCE_MS ? server : choice;
    default:
      return choice satisfies never;
  }
}

export const isDirect = (choice: Choice): boolean => choice.kind !== 'server';
