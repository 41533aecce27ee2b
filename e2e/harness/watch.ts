/** What no journey may see on any page: strangers, broken policies, crashes (SPEC SEC-2). */
import type { BrowserContext } from '@playwright/test';

export interface Watch {
  /** One line for each thing that must not be; empty when all is well. */
  readonly faults: readonly string[];
}

declare global {
  interface Window {
    e2eViolation?: (text: string) => void;
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
  context.on('weberror', (error) => faults.push(`page error: ${error.error().stack}`));
  await context.exposeBinding('e2eViolation', ({ page }, text: string) => {
    faults.push(`content security policy on ${page.url()}: ${text}`);
  });
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      window.e2eViolation?.(`${event.violatedDirective} ${event.blockedURI}`);
    });
  });
  return { faults };
}
