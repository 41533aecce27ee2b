import { expect, test } from 'vitest';
import { fc } from './testing/random.ts';
import { cleanText } from './text.ts';

const sign = fc.oneof(
  fc.constantFrom('\n', '\r', '\r\n', '\t', ' ', '\u0000', '\u0085', '<', '&', 'é', '👩‍🏫'),
  fc.nat({ max: 0xffff }).map((code) => String.fromCharCode(code)),
);

test('CHAT-8 cleaning a text is idempotent and leaves what a database takes', () => {
  fc.assert(
    fc.property(
      fc.array(sign).map((signs) => signs.join('')),
      (text) => {
        const clean = cleanText(text);
        expect(cleanText(clean)).toBe(clean);
        expect(clean).not.toMatch(/[\r\0]/);
        expect(clean.isWellFormed()).toBe(true);
      },
    ),
  );
});

test('CHAT-8 cleaning takes only what nobody sees', () => {
  expect(cleanText('a\r\nb\rc\u0000\u001b[31m\td  \n\n')).toBe('a\nb\nc[31m\td');
  expect(cleanText('<b>&amp;</b> 👩‍🏫')).toBe('<b>&amp;</b> 👩‍🏫');
  expect(cleanText('half \ud83d of \udc69 two')).toBe('half \ufffd of \ufffd two');
});
