import { vi } from 'vitest';

/** Tries until it holds: what is loaded when it is first needed comes late on a busy machine. */
export const until = (holds: () => Promise<void>): Promise<void> => vi.waitFor(holds, 20_000);
