import { expect, test } from 'vitest';
import { filesOf } from './budget.mjs';

const manifest = {
  'index.html': { file: 'main.js', imports: ['_shared.js'] },
  'routes/a.tsx': { file: 'a.js', imports: ['_shared.js', '_deep.js'] },
  '_shared.js': { file: 'shared.js' },
  '_deep.js': { file: 'deep.js', imports: ['_shared.js'] },
};

test('a page is charged for all that its modules import, once', () => {
  expect(filesOf(manifest, ['index.html', 'routes/a.tsx']).sort()).toEqual([
    'a.js',
    'deep.js',
    'main.js',
    'shared.js',
  ]);
});

test('a module that the build does not know is a fault, not zero bytes', () => {
  expect(() => filesOf(manifest, ['routes/gone.tsx'])).toThrow('routes/gone.tsx');
});
