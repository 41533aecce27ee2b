/**
 * What a message's text means: code in fences and backticks, links, and the rest
 * as written. The result is data, never markup; React writes it as text nodes, so
 * nothing in it can become part of the page (SPEC CHAT-8).
 */
import { findLinks } from './links.ts';

export type Inline =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'code'; readonly text: string }
  | { readonly type: 'link'; readonly text: string; readonly href: string };

export type Block =
  /** Line breaks inside are the writer's. */
  | { readonly type: 'text'; readonly inlines: readonly Inline[] }
  | { readonly type: 'code'; readonly language: string; readonly text: string };

/** A fence stands at the beginning of a line; one that is never closed is just text. */
const fence = /^```([\w+#.-]{0,20})[ \t]*\n([\s\S]*?)\n?^```[ \t]*$/gm;
/** One or two backticks, closed on the same line by as many. */
const ticks = /(`{1,2})(?!`)([^\n]*?[^`\n])\1(?!`)/g;

/** The blocks of `text`, in order. */
export function parseMessage(text: string): Block[] {
  const blocks: Block[] = [];
  let from = 0;
  for (const match of text.matchAll(fence)) {
    addText(blocks, text.slice(from, match.index));
    blocks.push({ type: 'code', language: match[1] ?? '', text: match[2] ?? '' });
    from = match.index + match[0].length;
  }
  addText(blocks, text.slice(from));
  return blocks;
}

/** The parts of a stretch of text without fences. */
export function parseInline(text: string): Inline[] {
  const inlines: Inline[] = [];
  let from = 0;
  for (const match of text.matchAll(ticks)) {
    addLinks(inlines, text.slice(from, match.index));
    inlines.push({ type: 'code', text: match[2] ?? '' });
    from = match.index + match[0].length;
  }
  addLinks(inlines, text.slice(from));
  return inlines;
}

function addText(blocks: Block[], text: string): void {
  // The line breaks beside a fence belong to the fence.
  const own = (blocks.length > 0 ? text.replace(/^\n/, '') : text).replace(/\n$/, '');
  if (own !== '') blocks.push({ type: 'text', inlines: parseInline(own) });
}

function addLinks(inlines: Inline[], text: string): void {
  let from = 0;
  for (const { start, end, href } of findLinks(text)) {
    if (start > from) inlines.push({ type: 'text', text: text.slice(from, start) });
    inlines.push({ type: 'link', text: text.slice(start, end), href });
    from = end;
  }
  if (from < text.length) inlines.push({ type: 'text', text: text.slice(from) });
}

// Not \p{RGI_Emoji}: compiling its list of sequences takes a tenth of a second.
const onlyEmoji =
  /^(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}|\p{Emoji_Modifier}|\u200d|\ufe0f|\s)+$/u;
let graphemes: Intl.Segmenter | undefined;

/** How many emoji a message consists of, and nothing else; 0 where there is more to it. */
export function emojiAlone(text: string): number {
  if (text.length > 60 || !onlyEmoji.test(text)) return 0;
  graphemes ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  let count = 0;
  for (const { segment } of graphemes.segment(text)) if (segment.trim() !== '') count += 1;
  return count;
}
