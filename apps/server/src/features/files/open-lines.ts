/** Answers that may take long (uploads, downloads): the shutdown doesn't wait for them. */
import type { ServerResponse } from 'node:http';

export interface OpenLines {
  add(response: ServerResponse): void;
  /** Cuts all. Uploads go on where they were, by another line. */
  close(): void;
}

export function createOpenLines(): OpenLines {
  const open = new Set<ServerResponse>();
  return {
    add(response) {
      open.add(response);
      response.once('close', () => open.delete(response));
    },
    close() {
      for (const response of open) response.destroy();
    },
  };
}
