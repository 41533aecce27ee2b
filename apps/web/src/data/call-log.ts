/**
 * The one log of this page's calls; `?debug` in the address, or the call's settings,
 * switch it on. It stays on in this tab, through reloads and other addresses, until
 * it is switched off.
 */
import { createCallLog } from '@converge/client/state/call-log';
import { browserStorage } from '@converge/client/state/storage';

export const callLog = createCallLog({ prefix: 'converge', agent: navigator.userAgent });

const tab = browserStorage('sessionStorage');
const KEY = 'converge.debug';

if (new URLSearchParams(location.search).has('debug') || tab.get(KEY) === 'on') {
  callLog.switch(true);
  tab.set(KEY, 'on');
}
callLog.on.subscribe(() => (callLog.on.get() ? tab.set(KEY, 'on') : tab.remove(KEY)));

/** Hands what was kept to the browser, as a file. */
export function saveCallLog(): void {
  const url = URL.createObjectURL(new Blob([callLog.text()], { type: 'application/x-ndjson' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `converge-call-${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}.ndjson`;
  link.click();
  // The download has its own hold on it by then.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
