/**
 * The server was upgraded while the page was open: parts that weren't fetched yet
 * are gone, since their names carry their content. The page is then fetched anew
 * by itself, once for each version, so that it never loops; during a call it is
 * said instead.
 */
import { browserStorage } from '@converge/client/state/storage';
import { callSession } from '../data/call-session.ts';
import { toast } from '../design/toast.ts';
import { wordsOf } from '../i18n/words.ts';

const tab = browserStorage('sessionStorage');
const KEY = 'converge.reloadedFrom';

/** Watches for parts that don't arrive (Vite says so of every dynamic import). */
export function followNewVersion(): void {
  const running = document.querySelector('script[type=module][src]')?.getAttribute('src');
  let looking = false;
  let said = false;
  if (!running) return;
  window.addEventListener('vite:preloadError', () => {
    if (looking) return;
    looking = true;
    void look(running).finally(() => {
      looking = false;
    });
  });

  async function look(version: string): Promise<void> {
    if (!(await isReplaced(version))) return;
    if (inCall()) {
      if (!said) say();
      said = true;
      return;
    }
    if (tab.get(KEY) === version) return;
    tab.set(KEY, version);
    location.reload();
  }
}

/** Whether the server has another version than the one that runs; not where it can't be asked. */
async function isReplaced(version: string): Promise<boolean> {
  try {
    const page = await fetch('/', { cache: 'no-store', headers: { accept: 'text/html' } });
    return page.ok && !(await page.text()).includes(`"${version}"`);
  } catch (error) {
    console.debug('the line is gone, not the version', error);
    return false;
  }
}

function inCall(): boolean {
  const kind = callSession.get()?.call.state.get().kind;
  return kind === 'joining' || kind === 'in' || kind === 'reconnecting';
}

function say(): void {
  const t = wordsOf('common');
  toast({
    title: t('newVersion.title'),
    help: t('newVersion.help'),
    action: { label: t('reload'), run: () => location.reload() },
  });
}
