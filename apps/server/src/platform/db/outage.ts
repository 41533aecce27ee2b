/** Telling a database that is away from a fault of ours. */

/** Classes of PostgreSQL's codes: connection lost, no room for more, being shut down. */
const outage = /^(ECONNREFUSED|ECONNRESET|ENOENT|EPIPE|08...|53...|57P0.)$/;

/** Whether the database is away for the moment, so that the same request may work later. */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as Error & { code?: unknown };
  const lost = /^(Connection terminated|timeout exceeded when trying to connect)/.test(
    error.message,
  );
  return lost || (typeof code === 'string' && outage.test(code)) || isOutage(error.cause);
}
