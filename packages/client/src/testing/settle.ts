/** Lets all promises that can settle now settle; no time passes. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
