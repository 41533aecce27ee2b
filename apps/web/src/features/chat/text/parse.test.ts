import { fc } from '@converge/protocol/testing/random';
import { expect, test } from 'vitest';
import { findLinks, hrefOf } from './links.ts';
import { type Block, emojiAlone, parseInline, parseMessage } from './parse.ts';

const links = (text: string) => findLinks(text).map(({ start, end }) => text.slice(start, end));

test('CHAT-8 addresses become links without the sentence around them', () => {
  expect(links('See https://example.org/a?b=1#c, then go.')).toEqual([
    'https://example.org/a?b=1#c',
  ]);
  expect(links('(look at https://example.org/wiki/Lens_(optics)).')).toEqual([
    'https://example.org/wiki/Lens_(optics)',
  ]);
  expect(links('www.example.org and teacher@school.example!')).toEqual([
    'www.example.org',
    'teacher@school.example',
  ]);
  expect(links('Адреса: https://приклад.укр/шлях.')).toEqual(['https://приклад.укр/шлях']);
  expect(links('nothing to see: a.b, 3.14, c:\\windows, @name')).toEqual([]);
});

test('CHAT-8 only http, https and mailto become links', () => {
  for (const bad of [
    'javascript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
  ]) {
    expect(links(`click ${bad} now`)).toEqual([]);
  }
  expect(hrefOf('mailto:a@b.example')).toBe('mailto:a@b.example');
  expect(hrefOf('www.example.org')).toBe('https://www.example.org/');
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
      for (const { href } of findLinks(`${text} https://${text}`)) {
        expect(href).toMatch(/^(https?:|mailto:)/);
      }
    }),
  );
});

test('CHAT-8 an address ends where the direction of writing is turned', () => {
  expect(links('https://good.example/\u202eknab')).toEqual(['https://good.example/']);
});

test('CHAT-8 markup in a message stays text', () => {
  const nasty = '<img src=x onerror=alert(1)> <script>alert(1)</script> &lt;b&gt;';
  expect(parseMessage(nasty)).toEqual([{ type: 'text', inlines: [{ type: 'text', text: nasty }] }]);
});

test('code in backticks and in fences, line breaks as written', () => {
  expect(parseInline('run `npm start` now')).toEqual([
    { type: 'text', text: 'run ' },
    { type: 'code', text: 'npm start' },
    { type: 'text', text: ' now' },
  ]);
  expect(parseMessage('before\n```ts\nconst a = 1;\n\nreturn a;\n```\nafter')).toEqual([
    { type: 'text', inlines: [{ type: 'text', text: 'before' }] },
    { type: 'code', language: 'ts', text: 'const a = 1;\n\nreturn a;' },
    { type: 'text', inlines: [{ type: 'text', text: 'after' }] },
  ]);
  expect(parseMessage('one\n\ntwo')).toEqual([
    { type: 'text', inlines: [{ type: 'text', text: 'one\n\ntwo' }] },
  ]);
});

test('a link inside code is code, and an unclosed sign is just a sign', () => {
  expect(parseInline('`https://example.org`')).toEqual([
    { type: 'code', text: 'https://example.org' },
  ]);
  expect(parseInline("it's a ` sign")).toEqual([{ type: 'text', text: "it's a ` sign" }]);
  expect(parseMessage('```\nnever closed')).toEqual([
    { type: 'text', inlines: [{ type: 'text', text: '```\nnever closed' }] },
  ]);
});

test('CHAT-8 nothing that was written is lost', () => {
  const piece = fc.constantFrom(
    'a',
    ' ',
    '\n',
    '`',
    '``',
    '```',
    '```\n',
    '\n```',
    'www.a.bc',
    'ж',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const text = pieces.join('');
      const bare = (s: string) => s.replace(/[`\s]/g, '');
      expect(bare(parseMessage(text).map(textOf).join(''))).toBe(bare(text));
    }),
  );
});

test('CHAT-14 an address loses each bracket that it didn’t open, in one walk over however many there are', () => {
  const address = 'https://example.org/a_(b)[c]';
  expect(links(`${address})])`)).toEqual([address]);
  expect(links(`(((${address}.)!)]`)).toEqual([address]);
  // Counted anew for each of them it would take minutes.
  expect(links(`http://x.example/${')]'.repeat(200_000)}`)).toEqual(['http://x.example/']);
});

test('the longest message is parsed at once, whatever it is made of', () => {
  for (const sign of ['`', '(', '.', '@', 'a@', 'https://', 'www.', '```\n', '😀']) {
    const text = sign.repeat(8000 / sign.length);
    // Its own time on the processor: how long others made it wait says nothing of it.
    const before = process.threadCpuUsage();
    parseMessage(text);
    emojiAlone(text);
    const { user } = process.threadCpuUsage(before);
    expect(user / 1_000, JSON.stringify(sign)).toBeLessThan(500);
  }
});

test('emoji that stand alone are counted', () => {
  expect(emojiAlone('👍')).toBe(1);
  expect(emojiAlone('👩‍👩‍👧 🇺🇦')).toBe(2);
  expect(emojiAlone('ok 👍')).toBe(0);
  expect(emojiAlone('12')).toBe(0);
});

const textOf = (block: Block): string =>
  block.type === 'code'
    ? block.language + block.text
    : block.inlines.map((inline) => inline.text).join('');
