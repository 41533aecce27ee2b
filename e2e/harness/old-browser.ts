/**
 * The oldest browsers that the app is made for, as one: a Chromium without what any of
 * them lacks (docs/adr/0014). Whatever calls one of these functions breaks here.
 */
import type { BrowserContext } from '@playwright/test';

/** Newer than Chrome 123, Firefox 128 or Safari 17.5 (MDN, browser-compat-data), by whose they are. */
const newer: Readonly<Record<string, readonly string[]>> = {
  URL: ['parse'],
  Promise: ['try'],
  RegExp: ['escape'],
  Math: ['f16round', 'sumPrecise'],
  Error: ['isError'],
  JSON: ['rawJSON', 'isRawJSON'],
  Atomics: ['pause', 'waitAsync'],
  Iterator: ['concat', 'from'],
  'Iterator.prototype': [
    ...['map', 'filter', 'take', 'drop', 'flatMap', 'reduce'],
    ...['toArray', 'forEach', 'some', 'every', 'find'],
  ],
  'Map.prototype': ['getOrInsert', 'getOrInsertComputed'],
  'WeakMap.prototype': ['getOrInsert', 'getOrInsertComputed'],
  Uint8Array: ['fromBase64', 'fromHex'],
  'Uint8Array.prototype': ['toBase64', 'toHex', 'setFromBase64', 'setFromHex'],
  Intl: ['DurationFormat'],
  'Blob.prototype': ['bytes'],
  'Response.prototype': ['bytes'],
  'Request.prototype': ['bytes'],
  'Document.prototype': ['startViewTransition'],
  'Element.prototype': ['moveBefore', 'setHTML'],
  'HTMLDialogElement.prototype': ['requestClose', 'closedBy'],
  'HTMLMediaElement.prototype': ['setSinkId'],
  'HTMLVideoElement.prototype': ['requestVideoFrameCallback'],
  'AudioContext.prototype': ['setSinkId'],
  globalThis: [
    ...['requestIdleCallback', 'cancelIdleCallback', 'navigation', 'scheduler'],
    ...['Float16Array', 'DisposableStack', 'AsyncDisposableStack', 'SuppressedError'],
    ...['documentPictureInPicture', 'trustedTypes'],
  ],
};

/** The pages of this context run in such a browser. */
export const makeOld = (context: BrowserContext): Promise<unknown> =>
  context.addInitScript((missing) => {
    for (const [path, names] of Object.entries(missing)) {
      // What this Chromium doesn't have either has no owner.
      const owner = path.split('.').reduce((of, name) => Object(Reflect.get(of, name)), globalThis);
      for (const name of names) Reflect.deleteProperty(owner, name);
    }
  }, newer);
