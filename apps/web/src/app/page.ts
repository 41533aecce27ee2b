/** A page, or another part of the app that is a chunk of its own and comes with its words. */
import { type ComponentType, createElement, lazy, useState } from 'react';
import type { Namespace } from '../i18n/keys.ts';
import { loadWords } from '../i18n/words.ts';

export type Load = () => Promise<{ default: ComponentType }>;

export interface Part {
  readonly load: Load;
  /** It was fetched, with its words. */
  readonly here: () => boolean;
  readonly Part: ComponentType;
}

export interface Page extends Part {
  readonly path: string;
}

export function part(load: Load, ...words: Namespace[]): Part {
  let loaded: ComponentType | null = null;
  const loadAll: Load = async () => {
    const [module] = await Promise.all([load(), loadWords(...words)]);
    loaded = module.default;
    return module;
  };
  const Later = lazy(loadAll);
  return {
    load: loadAll,
    here: () => loaded !== null,
    // What was fetched ahead is drawn at once. `lazy` would wait for a turn all the same, and React
    // shows what had to wait not before 300 ms after the empty place that stood for it.
    Part() {
      const [Shown] = useState<ComponentType>(() => loaded ?? Later);
      return createElement(Shown);
    },
  };
}

export const page = (path: string, load: Load, ...words: Namespace[]): Page => ({
  path,
  ...part(load, ...words),
});
