import { logoSide, type SettingsAnswer } from '@converge/protocol/rest/admin';
import type { SpaceAnswer } from '@converge/protocol/rest/space';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { png } from '../../../test/pictures.ts';
import { createTestServer, type TestServer } from '../../../test/server.ts';
import { call, refusal, register, type Somebody } from '../../../test/world.ts';

let server: TestServer;
let admin: Somebody;
beforeAll(async () => {
  server = await createTestServer();
  admin = await register(server, 'Ada');
});
afterAll(() => server.close());

const svg = (inside: string) =>
  Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8">${inside}</svg>`);
const put = (bytes: Uint8Array) => refusal(admin.browser, 'PUT', '/admin/settings/logo', bytes);

test('ADMIN-14 a logo is told to every visitor, and served so that it runs nothing', async () => {
  const drawing = svg('<defs><path id="a" d="M0 0h8"/></defs><use href="#a" fill="url(#b)"/>');
  const text = `<?xml version="1.0"?>\n<!-- by hand -->\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n${drawing}`;
  const { settings } = await call<SettingsAnswer>(
    admin.browser,
    'PUT',
    '/admin/settings/logo',
    Buffer.from(text),
  );
  expect(settings.logo).toMatch(/^\/api\/v1\/logo\/[0-9a-f]{40}\.svg$/);
  const space = await server.browser().get<SpaceAnswer>('/api/v1/space');
  expect(space.body.logo).toBe(settings.logo);

  const shown = await fetch(server.baseUrl + settings.logo);
  expect(await shown.text()).toBe(text);
  expect(shown.headers.get('content-type')).toBe('image/svg+xml');
  expect(shown.headers.get('x-content-type-options')).toBe('nosniff');
  expect(shown.headers.get('content-security-policy')).toBe(
    "default-src 'none'; style-src 'unsafe-inline'; sandbox",
  );
  for (const key of ['a'.repeat(40), '..%2Fsecrets', `${'a'.repeat(40)}.html`]) {
    expect((await fetch(`${server.baseUrl}/api/v1/logo/${key}`)).status, key).not.toBe(200);
  }
  const gone = await call<SettingsAnswer>(admin.browser, 'DELETE', '/admin/settings/logo');
  expect(gone.settings.logo).toBeNull();
});

test('ADMIN-14 what is no logo is refused, whatever it says it is', async () => {
  for (const inside of [
    '<script>alert(1)</script>',
    '<svg:script>alert(1)</svg:script>',
    '<path onload="alert(1)"/>',
    '<path/onclick=alert(1)>',
    '<foreignObject><p>hello</p></foreignObject>',
    '<a href="javascript:alert(1)">x</a>',
    '<a href="&#106;avascript:alert(1)">x</a>',
    '<a href="#"><set attributeName="href" to="javascript:alert(1)"/></a>',
    '<image href="https://elsewhere.example/a.png"/>',
    '<use href = "https://elsewhere.example/a.svg#x"/>',
    '<style>@import "https://elsewhere.example/a.css";</style>',
    '<path style="fill: url( https://elsewhere.example/a )"/>',
  ]) {
    expect(await put(svg(inside)), inside).toBe('unsupported_media_type');
  }
  for (const other of [
    '<html><svg></svg></html>',
    '<!DOCTYPE svg [<!ENTITY a "b">]><svg></svg>',
    'GIF89a',
    '',
  ]) {
    expect(await put(Buffer.from(other)), other).toBe('unsupported_media_type');
  }
  expect(await put(svg('<path d="M0 0"/>'.repeat(20_000)))).toBe('too_large');
  expect(await put(png(logoSide + 1, 1))).toBe('too_large');
  expect(await put(png(logoSide))).toBe('not refused: 200');
  expect(await put(svg('<path d="M0 0"/>'))).toBe('not refused: 200');
});

test('ADMIN-14 RT-6 what begins like many drawings is looked at as fast as one', async () => {
  const comments = (count: number) => '<!-- by hand -->\n'.repeat(count);
  expect(await put(Buffer.from(`${comments(5_000)}no drawing`))).toBe('unsupported_media_type');
  expect(await put(Buffer.from(`${comments(5_000)}${svg('<path d="M0 0"/>')}`))).toBe(
    'not refused: 200',
  );
});
