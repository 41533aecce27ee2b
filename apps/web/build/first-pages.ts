import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Manifest, minify, type Plugin } from 'vite';

interface FirstPage {
  readonly module: string;
  /** The areas whose words it shows, as `app/pages.ts` and `app/main.tsx` ask for them. */
  readonly words: readonly string[];
}

/**
 * Pages that strangers come to first, and that must stand at once: each has an
 * HTML file of its own, which names the page's modules beside the base's, and its
 * words in each language, of which `public/theme.js` fetches the right ones. Without
 * it they would be asked for only when the base has run, a round trip later.
 */
const firstPages: Readonly<Record<string, FirstPage>> = {
  join: { module: 'src/routes/join.tsx', words: ['common', 'errors', 'join', 'devices'] },
};

/**
 * Writes `<page>.html` beside `index.html`, and makes small the script that every page
 * begins with, which isn't part of the bundle. The server knows them by the same names.
 */
export function firstPageHtml(): Plugin {
  let outDir = '';
  let root = '';
  return {
    name: 'converge:first-pages',
    apply: 'build',
    configResolved(config) {
      root = config.root;
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
        const languages = await readdir(join(root, wordsFolder));
        for (const [page, { module, words }] of Object.entries(firstPages)) {
          const links = staticFiles(manifest, module)
            .filter((file) => !html.includes(file))
            .map((file) => `    <link rel="modulepreload" href="/${file}">\n`);
          const metas = languages.map((language) => {
            const files = words.map((area) => wordsFile(manifest, language, area));
            return `    <meta name="words" content="${[language, ...files].join(' ')}">\n`;
          });
          // Before the script that reads them.
          const whole = html
            .replace('    <title>', `${metas.join('')}    <title>`)
            .replace('  </head>', `${links.join('')}  </head>`);
          await writeFile(join(outDir, `${page}.html`), whole);
        }
        const { code } = await minify('theme.js', await read('theme.js'));
        await writeFile(join(outDir, 'theme.js'), code);
      },
    },
  };
}

const wordsFolder = 'src/i18n/words';

/** Where the words of an area are. */
function wordsFile(manifest: Manifest, language: string, area: string): string {
  const file = manifest[`${wordsFolder}/${language}/${area}.json`]?.file;
  if (file === undefined) throw new Error(`no words of ${area} in ${language}`);
  return `/${file}`;
}

/** The file of a module and of all that it imports at once. */
function staticFiles(manifest: Manifest, module: string): string[] {
  const seen = new Set([module]);
  for (const name of seen) {
    for (const imported of manifest[name]?.imports ?? []) seen.add(imported);
  }
  return [...seen].flatMap((name) => manifest[name]?.file ?? []);
}
