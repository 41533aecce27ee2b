/** The two that are compared by `join`: the bare page and the product. */

import { startServer } from '@converge/e2e/harness/server';
import { createAccount, createRoom } from '@converge/e2e/harness/visitor';
import type { Page } from '@playwright/test';
import { buildFloorPage } from '../floors/page/build.ts';
import { startChild } from './child.ts';

export interface Side {
  readonly name: string;
  /** Address of a join page behind which nobody is yet. */
  nextRoom(): Promise<string>;
  /** What a visitor must do before the click. */
  prepare(page: Page, name: string): Promise<void>;
  stop(): Promise<void>;
}

export async function floorSide(): Promise<Side> {
  const { folder, remove } = await buildFloorPage();
  const child = startChild('floors/page/server.ts', [folder]);
  const url = await child.line();
  return {
    name: 'floor',
    // Its one room is empty again as soon as both have closed their pages.
    nextRoom: async () => url,
    prepare: async () => {},
    async stop() {
      await child.stop();
      await remove();
    },
  };
}

export async function productSide(): Promise<Side> {
  const server = await startServer({ web: true, env: { LOG_LEVEL: 'warn' } });
  const owner = await createAccount(server.url, 'Owner');
  return {
    name: 'product',
    async nextRoom() {
      const { code } = await createRoom(owner);
      return `${server.url}/join/${code}`;
    },
    async prepare(page, name) {
      await page.getByRole('textbox', { name: /name/i }).fill(name);
    },
    stop: () => server.dispose(),
  };
}
