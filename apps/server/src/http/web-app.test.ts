import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import Fastify from 'fastify';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { App } from '../platform/web.ts';
import { mapErrors } from './errors.ts';
import { registerWebApp } from './web-app.ts';

let around: string;
let folder: string;
let app: App;
beforeEach(async () => {
  around = await mkdtemp(join(tmpdir(), 'converge-web-'));
  folder = join(around, 'dist');
  await mkdir(folder);
  app = Fastify() as unknown as App;
  mapErrors(app);
});
afterEach(async () => {
  await app.close();
  await rm(around, { recursive: true });
});

async function build(): Promise<void> {
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), '<!doctype html>page');
  await writeFile(join(folder, 'join.html'), '<!doctype html>door');
  await writeFile(join(folder, 'favicon.svg'), '<svg/>');
  await writeFile(join(folder, 'assets/app-1a2b.js'), 'plain');
  await writeFile(join(folder, 'assets/app-1a2b.js.br'), brotliCompressSync('squeezed'));
  await writeFile(join(around, 'secret'), 'no');
  await registerWebApp(app, folder);
}
const get = (url: string, headers = {}) => app.inject({ url, headers });

test('the page answers every address that the app understands, asked for anew each time', async () => {
  await build();
  for (const url of ['/', '/join/a.b', '/join/%22%3E', '/rooms?x=1']) {
    const answer = await get(url);
    expect([url, answer.statusCode, answer.body]).toEqual([url, 200, '<!doctype html>page']);
    expect(answer.headers['cache-control']).toBe('no-cache');
    expect(answer.headers['content-type']).toContain('text/html');
  }
  const etag = String((await get('/')).headers.etag);
  expect((await get('/', { 'if-none-match': etag })).statusCode).toBe(304);
});

test('the page behind a link comes with the card it will ask for', async () => {
  await build();
  const answer = await get('/join/kuzo-mira-tel?x=1');
  expect(answer.body).toBe('<!doctype html>door');
  expect(answer.headers.link).toContain('</api/v1/join/kuzo-mira-tel>; rel=preload; as=fetch');
  expect((await get('/join/a.b')).headers.link).toBeUndefined();
});

test('files named by their content are kept for ever, and sent compressed where there is a twin', async () => {
  await build();
  const plain = await get('/assets/app-1a2b.js');
  expect(plain.body).toBe('plain');
  expect(plain.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  const squeezed = await get('/assets/app-1a2b.js', { 'accept-encoding': 'gzip, br' });
  expect(squeezed.headers['content-encoding']).toBe('br');
  expect(squeezed.headers['content-type']).toContain('javascript');
  expect((await get('/favicon.svg')).headers['content-type']).toBe('image/svg+xml');
});

test('what is missing among the assets, and what lies outside, is not there', async () => {
  await build();
  for (const url of [
    '/assets/app-old.js',
    '/assets/',
    '/api/v1/nothing',
    '/assets/..%2f..%2fsecret',
    '/..%2fsecret',
    '/%5c..%5csecret',
  ]) {
    const answer = await get(url);
    expect([url, answer.statusCode]).toEqual([url, 404]);
    expect(answer.json().error.code).toBe('not_found');
  }
});

test('an app that was never built says so', async () => {
  await registerWebApp(app, folder);
  expect((await get('/')).body).toContain('npm start');
});
