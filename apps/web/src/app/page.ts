/** A page, or another part of the app that is a chunk of its own and comes with its words. */
import { type ComponentType, createElement, lazy, useState } from 'react';
import type { Namespace } from '../i18n/keys.ts';
import { loadWords } from '../i18n/words.ts';

interface Module {
  readonly default: ComponentType;
  /** Where a part has pages of its own: the one at `pathname`. */
  readonly inner?: (pathname: string) => Part | undefined;
}
type Load = () => Promise<Module>;

export interface Part {
  /** Fetches what the page at `pathname` needs of it. */
  readonly load: (pathname: string) => Promise<void>;
  /** That was fetched, with its words. */
  readonly here: (pathname: string) => boolean;
  readonly Part: ComponentType;
}

export interface Page extends Part {
  readonly path: string;
}

export function part(load: Load, ...words: Namespace[]): Part {
  let loaded: Module | null = null;
  const loadAll: Load = async () => {
    const [module] = await Promise.all([load(), loadWords(...words)]);
    loaded = module;
    return module;
  };
  const Later = lazy(loadAll);
  return {
    load: async (pathname) => (await loadAll()).inner?.(pathname)?.load(pathname),
    here: (pathname) => loaded !== null && (loaded.inner?.(pathname)?.here(pathname) ?? true),
    // What was fetched ahead is drawn at once. `lazy` would wait for a turn all the same, and React
    // shows what had to wait not before 300 ms after the empty place that stood for it.
    Part() {
      const [Shown] = useState<ComponentType>(() => loaded?.default ?? Later);
      return createElement(Shown);
    },
  };
}

export const page = (path: string, load: Load, ...words: Namespace[]): Page => ({
  path,
  ...part(load, ...words),
});
