/** People whose media stays with the server, for what is to be seen of it there. */
import type { BrowserContext } from '@playwright/test';

/** As whoever has chosen "never show my address" before. */
export const throughServer = (context: BrowserContext): Promise<unknown> =>
  context.addInitScript(() => localStorage.setItem('converge.hideAddress', 'yes'));
