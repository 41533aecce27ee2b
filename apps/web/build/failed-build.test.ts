import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { afterEach, expect, test } from 'vitest';
import { firstPageHtml } from './first-pages.ts';
import { precompress } from './precompress.ts';

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

test('a build that fails says why, and not what is therefore missing', async () => {
  const root = await mkdtemp(join(tmpdir(), 'converge-build-'));
  folders.push(root);
  await writeFile(join(root, 'index.html'), '<script type="module" src="/main.ts"></script>');
  await writeFile(join(root, 'main.ts'), "import './not-there.ts';\n");
  const failing = build({
    ...{ root, configFile: false, logLevel: 'silent' },
    plugins: [firstPageHtml(), precompress()],
  });
  await expect(failing).rejects.toThrow('not-there.ts');
});
