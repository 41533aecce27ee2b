/**
 * A text that people write, as it is stored: one kind of line break, no control
 * characters that nobody sees, no white space at the end. Half a surrogate pair
 * becomes U+FFFD, as UTF-8 would make it; no database takes it or NUL otherwise.
 * It may come out empty.
 */
export const cleanText = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .replace(/\p{Cs}/gu, '\ufffd')
    .trimEnd();
