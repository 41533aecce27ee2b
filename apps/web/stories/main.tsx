/**
 * Components drawn from fixed view models, without a server: for looking at, and
 * for the script that takes pictures. Only the development server has this page.
 *
 * /stories/?story=call&people=9&share=1&panel=chat&names=long
 */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { MemoryRouter } from 'react-router';
import '../src/design/base.css';
import { currentLanguage } from '../src/i18n/words.ts';
import { CallStory } from './call-story.tsx';
import { ChatStory } from './chat-story.tsx';
import { DockStory, OverStory } from './end-story.tsx';
import { JoinStory } from './join-story.tsx';
import { MirrorStory } from './mirror-story.tsx';

export type Wishes = URLSearchParams;

const stories: Readonly<Record<string, (wishes: Wishes) => ReactNode>> = {
  call: (wishes) => <CallStory wishes={wishes} />,
  chat: (wishes) => <ChatStory wishes={wishes} />,
  join: (wishes) => <JoinStory wishes={wishes} />,
  mirror: (wishes) => <MirrorStory wishes={wishes} />,
  over: (wishes) => <OverStory wishes={wishes} />,
  dock: () => <DockStory />,
};

const wishes = new URLSearchParams(location.search);
const theme = wishes.get('theme');
if (theme) document.documentElement.dataset.theme = theme;
document.documentElement.lang = currentLanguage();
const story = stories[wishes.get('story') ?? ''];
const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <QueryClientProvider client={new QueryClient()}>
      <MemoryRouter>
        <Suspense>{story ? story(wishes) : <p>{Object.keys(stories).join(', ')}</p>}</Suspense>
      </MemoryRouter>
    </QueryClientProvider>,
  );
}
