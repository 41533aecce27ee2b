/**
 * The catalogues: one file per language and area, loaded when first needed, so a
 * page carries only its own words in only one language.
 */
import { use, useMemo, useSyncExternalStore } from 'react';
import type { Key, Namespace } from './keys.ts';
import { initialLanguage, type Language, storeLanguage } from './language.ts';
import { type Catalogue, translate, type Values } from './translate.ts';

type Files = Readonly<Record<string, () => Promise<Catalogue>>>;

/** Where each catalogue is found; those of the admin's area are added with it (admin-words.ts). */
export const files: Files = import.meta.glob<Catalogue>(
  ['./words/*/*.json', '!./words/*/admin*.json'],
  {
    import: 'default',
  },
);

let language: Language = initialLanguage();
const loaded = new Map<string, Catalogue>();
const loading = new Map<string, Promise<Catalogue>>();
const wanted = new Set<Namespace>();
const listeners = new Set<() => void>();

/** Words of one area. `count` chooses the plural form; numbers are written as the language does. */
export type Translate<N extends Namespace> = (key: Key<N>, values?: Values) => string;

/** The language the interface speaks now. */
export const currentLanguage = (): Language => language;

/** Loads the catalogues of `namespaces` in the current language; a page asks before it is shown. */
export async function loadWords(...namespaces: Namespace[]): Promise<void> {
  await Promise.all(namespaces.map((namespace) => load(language, namespace)));
}

/**
 * Switches the interface. Everything already in use is loaded first, so no page
 * shows two languages or an empty frame; rejects, and stays, if that fails.
 */
export async function setLanguage(next: Language): Promise<void> {
  await Promise.all([...wanted].map((namespace) => load(next, namespace)));
  language = next;
  storeLanguage(next);
  document.documentElement.lang = next;
  for (const listener of listeners) listener();
}

/** Words of one area, in the current language; waits (suspends) where they aren't loaded yet. */
export function useWords<N extends Namespace>(namespace: N): Translate<N> {
  const now = useLanguage();
  // Always by `use`, also when it is there: a render that waited must ask in the same way again.
  const catalogue = use(load(now, namespace));
  return useMemo(() => (key, values) => translate(catalogue, now, key, values), [catalogue, now]);
}

/** The current language, for formats and for `lang` attributes. */
export const useLanguage = (): Language => useSyncExternalStore(subscribe, currentLanguage);

/** Words outside of React (a title, a thrown error); the area must have been loaded. */
export function wordsOf<N extends Namespace>(namespace: N): Translate<N> {
  return (key, values) =>
    translate(loaded.get(`${language}/${namespace}`) ?? {}, language, key, values);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function load(of: Language, namespace: Namespace): Promise<Catalogue> {
  wanted.add(namespace);
  const id = `${of}/${namespace}`;
  const pending = loading.get(id);
  if (pending) return pending;
  const file = files[`./words/${id}.json`];
  if (!file) return Promise.reject(new Error(`no catalogue ${id}`));
  const promise = file().then((catalogue) => {
    loaded.set(id, catalogue);
    // React reads these two: what is there is used at once, without waiting for a turn.
    Object.assign(promise, { status: 'fulfilled', value: catalogue });
    return catalogue;
  });
  loading.set(id, promise);
  // A lost line must not be remembered: the next try asks again.
  promise.catch(() => loading.delete(id));
  return promise;
}
