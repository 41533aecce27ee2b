/** The entry: asks for the words, the space and the page at once, then draws. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { spaceQuery } from '../data/space.ts';
import '../design/base.css';
import { currentLanguage, loadWords } from '../i18n/words.ts';
import { App } from './app.tsx';
import { followNewVersion } from './new-version.ts';
import { preloadPage } from './pages.ts';
import { queryClient } from './query.ts';

document.documentElement.lang = currentLanguage();
const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
followNewVersion();
void start(root);

/**
 * Not awaited at the top: the pages import this module's chunk, and would wait for
 * it as it waits for them.
 */
async function start(place: HTMLElement): Promise<void> {
  // Side by side, and before React: what it would have to wait for with an empty page in its
  // place, it would show 300 ms late. What fails here shows when it is used.
  void queryClient.prefetchQuery(spaceQuery);
  await Promise.allSettled([preloadPage(location.pathname), loadWords('common', 'errors')]);
  createRoot(place).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
