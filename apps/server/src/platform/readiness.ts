/** What must work for the server to serve; each part adds its own check (SPEC OPS-2). */

export interface Readiness {
  /** `check` throws when the part can't serve. */
  add(part: string, check: () => Promise<unknown> | unknown): void;
  /** The parts that can't serve now; empty means ready. */
  failing(): Promise<readonly string[]>;
}

export function createReadiness(): Readiness {
  const checks: { part: string; check: () => unknown }[] = [];
  return {
    add(part, check) {
      checks.push({ part, check });
    },
    async failing() {
      const results = await Promise.allSettled(checks.map(async ({ check }) => check()));
      return checks.filter((_, at) => results[at]?.status === 'rejected').map(({ part }) => part);
    },
  };
}
