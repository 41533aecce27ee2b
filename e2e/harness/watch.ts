/** What no journey may see on any page: strangers, broken policies, crashes (SPEC SEC-2). */
import type { BrowserContext } from '@playwright/test';

export interface Watch {
  /** One line for each thing that must not be; empty when all is well. */
  readonly faults: readonly string[];
}

declare global {
  interface Window {
    e2eFault?: (text: string) => void;
  }
}

/** Watches all pages of a context from now on. `origin`: where everything must come from. */
export async function watchPages(context: BrowserContext, origin: string): Promise<Watch> {
  const faults: string[] = [];
  const own = new URL(origin);
  context.on('request', (request) => {
    const { protocol, host } = new URL(request.url());
    if (/^(data|blob|about):$/.test(protocol)) return;
    if (host !== own.host) faults.push(`third-party request: ${request.url()}`);
  });
  await context.exposeBinding('e2eFault', ({ page }, text: string) => {
    faults.push(`${page.url()}: ${text}`);
  });
  await context.addInitScript(() => {
    // Told from inside the page: only there an error still has its cause.
    const inWords = (error: unknown): string =>
      error instanceof Error
        ? `${error.stack}${error.cause ? `\ncaused by ${inWords(error.cause)}` : ''}`
        : String(error);
    document.addEventListener('securitypolicyviolation', (event) => {
      window.e2eFault?.(`content security policy: ${event.violatedDirective} ${event.blockedURI}`);
    });
    addEventListener('error', ({ error, message }) => {
      // No error: what an observer has to say after all have been asked waits for the next frame.
      if (message.startsWith('ResizeObserver loop')) return;
      window.e2eFault?.(inWords(error ?? message));
    });
    addEventListener('unhandledrejection', (event) => window.e2eFault?.(inWords(event.reason)));
  });
  return { faults };
}
