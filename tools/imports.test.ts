import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkImports } from './imports.mjs';
import { ROOT } from './lib/root.mjs';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'converge-imports-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** Names of the rules that a planted house breaks. */
async function broken(files: Record<string, string>): Promise<string[]> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  const folders = [...new Set(Object.keys(files).map((path) => path.split('/')[0] ?? path))];
  const { cruised, violated } = await checkImports(folder, folders);
  expect(cruised).toBeGreaterThan(0);
  return [...new Set(violated)];
}

const nothing = 'export const nothing = 0;';

test('the rules see the modules of this house', async () => {
  const { cruised } = await checkImports(ROOT, ['packages/protocol']);
  expect(cruised).toBeGreaterThan(10);
});

test('a cycle is found', async () => {
  const files = {
    'packages/protocol/src/a.ts': "import { b } from './b.ts';\nexport const a = () => b;",
    'packages/protocol/src/b.ts': "import { a } from './a.ts';\nexport const b = () => a;",
  };
  expect(await broken(files)).toEqual(['no-cycles']);
});

test('types alone may point back', async () => {
  const files = {
    'packages/protocol/src/a.ts': "import { b } from './b.ts';\nexport type A = typeof b;",
    'packages/protocol/src/b.ts':
      "import type { A } from './a.ts';\nexport const b = (a?: A) => a;",
  };
  expect(await broken(files)).toEqual([]);
});

test('a platform that imports a feature is found, also by a type alone', async () => {
  const files = {
    'apps/server/src/platform/log.ts': "export type { T } from '../features/chat/index.ts';",
    'apps/server/src/features/chat/index.ts': 'export type T = string;',
  };
  expect(await broken(files)).toEqual(['platform-has-no-product']);
});

test('a feature reaches another one through its index only', async () => {
  const files = {
    'apps/server/src/features/chat/chat.service.ts':
      "import '../rooms/rooms.repo.ts';\nimport '../rooms/index.ts';",
    'apps/server/src/features/rooms/rooms.repo.ts': nothing,
    'apps/server/src/features/rooms/index.ts': nothing,
  };
  expect(await broken(files)).toEqual(['features-keep-their-insides']);
});

test('calls that import a socket or mediasoup are found', async () => {
  const files = {
    'apps/server/src/calls/call.ts': "import 'mediasoup';\nimport 'socket.io';",
    'apps/server/node_modules/mediasoup/index.js': nothing,
    'apps/server/node_modules/mediasoup/package.json': '{"name":"mediasoup","main":"index.js"}',
    'apps/server/node_modules/socket.io/index.js': nothing,
    'apps/server/node_modules/socket.io/package.json': '{"name":"socket.io","main":"index.js"}',
  };
  expect((await broken(files)).sort()).toEqual([
    'mediasoup-stays-in-media',
    'socket-io-stays-in-the-gateway',
  ]);
});

test('the page and the server do not import each other', async () => {
  const files = {
    'apps/web/src/features/room/room.tsx': "import '../../../../server/src/calls/ports.ts';",
    'apps/server/src/calls/ports.ts': nothing,
  };
  expect((await broken(files)).sort()).toEqual([
    'apps-do-not-import-apps',
    'web-features-see-no-route',
  ]);
});

test('values at random without a seed are found', async () => {
  const files = {
    'packages/protocol/src/text.test.ts': "import fc from 'fast-check';\nfc.nat();",
    'packages/protocol/src/testing/random.ts': "import fc from 'fast-check';\nexport { fc };",
    'packages/protocol/src/csv.test.ts': "import { fc } from './testing/random.ts';\nfc.nat();",
    'packages/protocol/node_modules/fast-check/index.js': nothing,
    'packages/protocol/node_modules/fast-check/package.json':
      '{"name":"fast-check","main":"index.js"}',
  };
  expect(await broken(files)).toEqual(['chance-has-a-seed']);
});

test('an import that leads nowhere is found', async () => {
  expect(await broken({ 'tools/a.mjs': "import './gone.mjs';" })).toEqual(['nothing-unresolved']);
});
