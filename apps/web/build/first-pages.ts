import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Manifest, Plugin } from 'vite';

/**
 * Pages that strangers come to first, and that must stand at once: each has an
 * HTML file of its own, which names the page's modules beside the base's. Without
 * it they would be asked for only when the base has run, a round trip later.
 */
const firstPages: Readonly<Record<string, string>> = { join: 'src/routes/join.tsx' };

/** Writes `<page>.html` beside `index.html`. The server knows them by the same names. */
export function firstPageHtml(): Plugin {
  let outDir = '';
  return {
    name: 'converge:first-pages',
    apply: 'build',
    configResolved(config) {
      outDir = resolve(config.root, config.build.outDir);
    },
    // The manifest is there when everything is written; a build that failed has none, and doesn't get here.
    writeBundle: {
      order: 'pre',
      sequential: true,
      async handler() {
        const read = (file: string) => readFile(join(outDir, file), 'utf8');
        const html = await read('index.html');
        const manifest = JSON.parse(await read('.vite/manifest.json')) as Manifest;
        for (const [page, module] of Object.entries(firstPages)) {
          const links = staticFiles(manifest, module)
            .filter((file) => !html.includes(file))
            .map((file) => `    <link rel="modulepreload" href="/${file}">\n`);
          const whole = html.replace('  </head>', `${links.join('')}  </head>`);
          await writeFile(join(outDir, `${page}.html`), whole);
        }
      },
    },
  };
}

/** The file of a module and of all that it imports at once. */
function staticFiles(manifest: Manifest, module: string): string[] {
  const seen = new Set([module]);
  for (const name of seen) {
    for (const imported of manifest[name]?.imports ?? []) seen.add(imported);
  }
  return [...seen].flatMap((name) => manifest[name]?.file ?? []);
}
