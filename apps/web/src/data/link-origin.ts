/** What links that one sends begin with, and whom they lead here (SPEC INVITE-6). */
import { useSpace } from './space.ts';

export interface LinkOrigin {
  /** Such as `https://meet.example.org`. */
  readonly origin: string;
  /**
   * Where such a link leads everybody to their own machine: the origins under which others in
   * the server's networks may reach it, as far as it knows any. null: the link is good for all.
   */
  readonly onlyHere: readonly string[] | null;
}

export function useLinkOrigin(): LinkOrigin {
  const space = useSpace().data;
  const origin = space?.origin ?? location.origin;
  return { origin, onlyHere: isLoopback(origin) ? (space?.nearby ?? []) : null };
}

/** Whether each machine means itself by it. */
export const isLoopback = (origin: string): boolean =>
  /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(origin).hostname);
