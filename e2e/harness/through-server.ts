/** People whose media stays with the server, for what is to be seen of it there. */
import type { BrowserContext } from '@playwright/test';

/** As whoever has chosen before to keep their address from the other person. */
export const throughServer = (context: BrowserContext): Promise<unknown> =>
  context.addInitScript(() => localStorage.setItem('converge.hideAddress', 'yes'));
