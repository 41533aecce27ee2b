import { Fragment, memo } from 'react';
import { Boundary } from '../../../design/boundary.tsx';
import { type Inline, parseMessage } from './parse.ts';

/** A message's text. What can't be drawn as it is meant stands as it was written: the others stay. */
export const MessageText = memo(function MessageText({ text }: { text: string }) {
  return (
    <Boundary
      of={text}
      fallback={() => <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">{text}</p>}
    >
      <Parts text={text} />
    </Boundary>
  );
});

/** Everything in it is text to React: it can't become part of the page. */
function Parts({ text }: { text: string }) {
  return (
    <div className="flex flex-col gap-2 [overflow-wrap:anywhere]">
      {numbered(parseMessage(text)).map(([nr, block]) =>
        block.type === 'code' ? (
          // Wrapped, not scrolled: a box that scrolls in a list that scrolls is hard to get out of.
          <pre
            key={nr}
            className="rounded-control border border-line bg-surface-0 px-3 py-2 font-mono text-13 whitespace-pre-wrap text-strong"
          >
            <code>{block.text}</code>
          </pre>
        ) : (
          // `plaintext`: each line takes its own direction, and none turns its neighbours.
          <p key={nr} dir="auto" className="whitespace-pre-wrap [unicode-bidi:plaintext]">
            {numbered(block.inlines).map(([i, inline]) => (
              <Fragment key={i}>{inlineOf(inline)}</Fragment>
            ))}
          </p>
        ),
      )}
    </div>
  );
}

function inlineOf(inline: Inline) {
  switch (inline.type) {
    case 'text':
      return inline.text;
    case 'code':
      return (
        <code className="rounded bg-surface-0/70 px-1 py-px font-mono text-[0.93em]">
          {inline.text}
        </code>
      );
    case 'link':
      return (
        <a
          href={inline.href}
          target="_blank"
          rel="noopener noreferrer nofollow"
          className="text-accent-text underline underline-offset-2 hover:no-underline"
        >
          {inline.text}
        </a>
      );
    default:
      return inline satisfies never;
  }
}

/** The parts of a text never change places, so their number is their key. */
const numbered = <T,>(parts: readonly T[]) => parts.map((part, nr) => [nr, part] as const);
