import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { missingPlatformPackages } from './platform-packages.mjs';
import { inRoot } from './root.mjs';

test('npm ci finds the packages of every platform in the lock', () => {
  const { packages } = JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8'));
  // If this fails: node tools/complete-lock.mjs
  expect(missingPlatformPackages(packages)).toEqual({});
});

test('an entry says for which platform it is', () => {
  const packages = {
    'node_modules/fast': {
      version: '1.2.3',
      dev: true,
      optionalDependencies: {
        '@fast/linux-arm64-musl': '1.2.3',
        '@fast/linux-arm-gnueabihf': '1.2.3',
        '@fast/darwin-x64': '1.2.3',
        '@fast/wasm32-wasi': '1.2.3',
      },
    },
    'node_modules/@fast/darwin-x64': { version: '1.2.3' },
  };
  const common = { version: '1.2.3', dev: true, optional: true };
  expect(missingPlatformPackages(packages)).toEqual({
    'node_modules/@fast/linux-arm64-musl': {
      ...common,
      os: ['linux'],
      cpu: ['arm64'],
      libc: ['musl'],
    },
    'node_modules/@fast/linux-arm-gnueabihf': {
      ...common,
      os: ['linux'],
      cpu: ['arm'],
      libc: ['glibc'],
    },
    'node_modules/@fast/wasm32-wasi': { ...common, cpu: ['wasm32'] },
  });
});

test('a package is also found beside the one that asks for it', () => {
  const packages = {
    'node_modules/a/node_modules/b': { optionalDependencies: { '@b/linux-x64': '1.0.0' } },
    'node_modules/a/node_modules/@b/linux-x64': { version: '1.0.0' },
  };
  expect(missingPlatformPackages(packages)).toEqual({});
});

test('a name that tells no platform is not guessed at', () => {
  const packages = { 'node_modules/a': { optionalDependencies: { fsevents: '2.0.0' } } };
  expect(() => missingPlatformPackages(packages)).toThrow('fsevents');
});
