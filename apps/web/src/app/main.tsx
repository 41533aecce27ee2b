/** The entry: asks for the words, the space and the page at once, then draws. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { spaceQuery } from '../data/space.ts';
import '../design/base.css';
import { currentLanguage, loadWords } from '../i18n/words.ts';
import { App } from './app.tsx';
import { preloadPage } from './pages.ts';
import { queryClient } from './query.ts';

document.documentElement.lang = currentLanguage();
// Without waiting for React: the first page's parts arrive side by side.
void queryClient.prefetchQuery(spaceQuery);
preloadPage(location.pathname);
// A failure shows when the words are used: the error boundary has its own.
void loadWords('common', 'errors').catch(() => undefined);

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
