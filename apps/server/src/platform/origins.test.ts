import { expect, test } from 'vitest';
import { createOrigins } from './origins.ts';

const origins = createOrigins('https://meet.example', ['https://partner.example']);
const allows = (origin?: string, secFetchSite?: string, host = '192.168.1.5:8080') =>
  origins.allows({ origin, secFetchSite, host });

test('SEC-1 RT-10 our own pages, the public address and configured origins may act; others may not', () => {
  expect(allows('http://192.168.1.5:8080')).toBe(true);
  expect(allows('https://192.168.1.5:8080')).toBe(true);
  expect(allows('https://meet.example')).toBe(true);
  expect(allows('https://partner.example')).toBe(true);
  expect(allows('http://192.168.1.5')).toBe(false);
  expect(allows('https://meet.example.evil')).toBe(false);
  expect(allows('http://partner.example')).toBe(false);
  expect(allows('null')).toBe(false);
  expect(allows('')).toBe(false);
});

test('SEC-1 without an origin the browser says whether it is the same site; a program says nothing', () => {
  expect(allows(undefined, 'same-origin')).toBe(true);
  expect(allows(undefined, 'none')).toBe(true);
  expect(allows(undefined, 'same-site')).toBe(false);
  expect(allows(undefined, 'cross-site')).toBe(false);
  expect(allows(undefined, undefined)).toBe(true);
});
