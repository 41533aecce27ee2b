/** What the benchmark of joins tells its process of bots, and what that answers. */
import type { RouterCapabilities } from '@converge/protocol/realtime/media';

export interface Plan {
  readonly url: string;
  /** How many join. */
  readonly count: number;
  /** One after the other in each of these rooms, and so side by side. */
  readonly rooms: readonly { readonly id: string; readonly code: string; readonly owner: string }[];
  readonly capabilities: RouterCapabilities;
}

/** One join, one line each. */
export interface Attempt {
  /** From asking to the first packets, or to the failure. */
  readonly ms: number;
  /** Why it did not come in; null: it did. */
  readonly failure: string | null;
}
