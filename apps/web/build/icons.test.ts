import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { afterEach, expect, test } from 'vitest';
import { iconsByFile } from './icons.ts';

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

/** Which files of the icons' library a build reads whose entry is `code`. */
async function iconsRead(code: string): Promise<string[]> {
  const root = await mkdtemp(join(tmpdir(), 'converge-icons-'));
  folders.push(root);
  await writeFile(join(root, 'main.tsx'), code);
  const read: string[] = [];
  await build({
    ...{ root, configFile: false, logLevel: 'silent' },
    resolve: {
      // As if it were installed in that folder.
      alias: {
        'lucide-react': dirname(fileURLToPath(import.meta.resolve('lucide-react/package.json'))),
      },
    },
    build: {
      write: false,
      rolldownOptions: { input: join(root, 'main.tsx'), external: /^react/ },
    },
    plugins: [
      iconsByFile(),
      {
        name: 'test:read',
        moduleParsed({ id }) {
          const [, file] = id.split(`${sep}lucide-react${sep}dist${sep}esm${sep}`);
          if (file !== undefined) read.push(file.split(sep).join('/'));
        },
      },
    ],
  });
  return read.sort();
}

test('a module brings with it the icons that it names, and not the index of all', async () => {
  const read = await iconsRead(`
    import { ArrowDown, type LucideIcon, Search as Find } from 'lucide-react';
    export const icons: readonly LucideIcon[] = [ArrowDown, Find];
  `);
  expect(read.filter((file) => file.startsWith('icons/'))).toEqual([
    'icons/arrow-down.mjs',
    'icons/search.mjs',
  ]);
  expect(read).not.toContain('lucide-react.mjs');
});

test('a module that wants them all by one name gets them from the index', async () => {
  const read = await iconsRead(`
    import * as all from 'lucide-react';
    export const icon = all.Search;
  `);
  expect(read).toContain('lucide-react.mjs');
});
