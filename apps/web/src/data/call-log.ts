/** The one log of this page's calls; `?debug` in the address, or the call's settings, switch it on. */
import { createCallLog } from '@converge/client/state/call-log';

export const callLog = createCallLog({ prefix: 'converge' });

if (new URLSearchParams(location.search).has('debug')) callLog.switch(true);

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
