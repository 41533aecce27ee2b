/**
 * Makes the server's start three times as quick.
 *
 * What was compiled once is kept in the checkout's cache folder (0.3 s saved;
 * where that can't be written, it is compiled anew).
 *
 * For each file of an ES module package Node parses
 * the package's whole `exports` map again (seen with Node 26.10: 1.0 s for the
 * 137 files of drizzle-orm, whose map has 170 kB). Relative imports inside such
 * a package need no map: they are answered here at once (0.09 s).
 *
 * To be imported before anything that loads those packages.
 */
import { enableCompileCache, registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

// Not the shared folder for temporary files, where others could leave something for us to run.
enableCompileCache(
  fileURLToPath(new URL('../../../../node_modules/.cache/compile', import.meta.url)),
);

/** Packages whose `.js` files are all ES modules; `.mjs` says it by itself. */
const allModules = ['/node_modules/drizzle-orm/'];

registerHooks({
  resolve(specifier, context, next) {
    const parent = context.parentURL;
    if (
      parent?.includes('/node_modules/') &&
      specifier.startsWith('.') &&
      (specifier.endsWith('.mjs') ||
        (specifier.endsWith('.js') && allModules.some((part) => parent.includes(part))))
    ) {
      return { url: new URL(specifier, parent).href, format: 'module', shortCircuit: true };
    }
    return next(specifier, context);
  },
});
