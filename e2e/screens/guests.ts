/** Browser windows of the people in the pictures. */
import type { Browser, BrowserContext, BrowserContextOptions, Page } from '@playwright/test';
import { type Look, paintMedia } from '../harness/painted-media.ts';
import type { TestServer } from '../harness/server.ts';
import type { Visitor } from '../harness/visitor.ts';

export const WINDOW = { viewport: { width: 1440, height: 900 } } as const;
/** The narrowest phone that counts, as sharp as phones are. */
export const PHONE = {
  viewport: { width: 360, height: 780 },
  deviceScaleFactor: 2,
  hasTouch: true,
  isMobile: true,
} as const;

const looks: Readonly<Record<string, Look>> = {
  Nora: { wall: '#6d8fb3', skin: '#e8b89a', hair: '#5b3a29', shirt: '#3f5f8a' },
  Timo: { wall: '#8a9a7b', skin: '#d9a07e', hair: '#2b2320', shirt: '#40634a' },
  Mila: { wall: '#b38f6d', skin: '#f0c8ac', hair: '#b5652c', shirt: '#8a4f3f' },
  Anton: { wall: '#7b7b9a', skin: '#c98f6b', hair: '#1e1a1a', shirt: '#4b4b78' },
  Elif: { wall: '#9a7b8f', skin: '#a86f4d', hair: '#241c1a', shirt: '#78486b' },
};

export interface GuestOptions {
  /** First name, by which they are painted; without it they have no devices of note. */
  readonly name?: string;
  readonly speaks?: boolean;
  /** Only seen by others: their own page believes to be in the background, and receives no pictures. */
  readonly away?: boolean;
  readonly as?: Visitor;
  readonly device?: BrowserContextOptions;
  readonly locale?: string;
}

/** Opens windows and closes all of them at once. */
export class Guests {
  readonly #browser: Browser;
  readonly #server: TestServer;
  readonly #open: BrowserContext[] = [];

  constructor(browser: Browser, server: TestServer) {
    this.#browser = browser;
    this.#server = server;
  }

  async page(options: GuestOptions = {}): Promise<Page> {
    const { name = '', speaks = false, away = false, as } = options;
    const { device = WINDOW, locale = 'en-GB' } = options;
    const { url } = this.#server;
    const context = await this.#browser.newContext({
      ...device,
      ...{ baseURL: url, locale, timezoneId: 'Europe/Berlin', reducedMotion: 'reduce' },
    });
    this.#open.push(context);
    const cookies = [...(as?.cookies ?? [])];
    await context.addCookies(cookies.map(([key, value]) => ({ name: key, value, url })));
    const look = looks[name];
    if (look) await paintMedia(context, { ...look, speaks });
    if (away) {
      await context.addInitScript(() => {
        Object.defineProperty(document, 'visibilityState', { get: () => 'hidden' });
      });
    }
    return context.newPage();
  }

  async close(): Promise<void> {
    for (const context of this.#open.splice(0)) await context.close();
  }
}
