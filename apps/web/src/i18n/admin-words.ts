/** The words of the admin's area: what they are is known only to whoever goes there. */
import type { Catalogue } from './translate.ts';
import { files } from './words.ts';

Object.assign(files, import.meta.glob<Catalogue>('./words/*/admin*.json', { import: 'default' }));
