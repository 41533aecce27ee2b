import { fc } from '@converge/protocol/testing/random';
import { expect, test } from 'vitest';
import { setUpRoom } from '../testing/in-room.ts';

type Setting = ReturnType<typeof setUpRoom>;

/** What must hold at every moment: ascending, none twice, nothing both stored and unsent. */
function checkView({ messages, unsent }: ReturnType<Setting['conversation']['view']['get']>): void {
  const seqs = messages.map((m) => m.seq);
  expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => a - b));
  const stored = new Set(messages.map((m) => m.clientId));
  expect(unsent.filter((row) => stored.has(row.clientId))).toEqual([]);
}

/** What must hold in the end: all that was written is stored, once and in order, and shown. */
function checkEnd(
  setting: Setting,
  view: Parameters<typeof checkView>[0],
  written: string[],
): void {
  const { server } = setting;
  const own = server.stored.filter((m) => m.author.id === server.me.id).map((m) => m.text);
  expect(own).toEqual(written);
  expect(view.unsent).toEqual([]);
  const first = view.messages[0]?.seq ?? 1;
  expect(view.messages.map((m) => m.text)).toEqual(server.texts.slice(first - 1));
  expect(setting.storage.keys('')).toEqual([]);
}

test('CHAT-3 CHAT-4 the line may be cut after every single frame: nothing is lost or doubled', async () => {
  for (let frames = 0; frames < 40; frames++) {
    const setting = setUpRoom();
    const { net, server, conversation, rest } = setting;
    const written = ['one', 'two', 'three', 'four'];
    for (const text of written) conversation.send(text);
    server.write('theirs');
    for (let i = 0; i < frames; i++) await net.step();
    server.write('theirs again');
    await net.cut();
    checkView(conversation.view.get());
    await rest();
    checkEnd(setting, conversation.view.get(), written);
  }
});

type Deed =
  | { readonly kind: 'send' | 'other' | 'cut' | 'reload' | 'read' | 'toggle' }
  | { readonly kind: 'step' | 'wait' | 'others'; readonly n: number };

const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Deed>({ kind: 'send' }) },
  { weight: 2, arbitrary: fc.constant<Deed>({ kind: 'other' }) },
  { weight: 8, arbitrary: fc.integer({ min: 1, max: 6 }).map((n): Deed => ({ kind: 'step', n })) },
  { weight: 3, arbitrary: fc.constant<Deed>({ kind: 'cut' }) },
  { weight: 1, arbitrary: fc.constant<Deed>({ kind: 'reload' }) },
  { weight: 1, arbitrary: fc.constant<Deed>({ kind: 'read' }) },
  { weight: 1, arbitrary: fc.constant<Deed>({ kind: 'toggle' }) },
  {
    weight: 2,
    arbitrary: fc.integer({ min: 1, max: 20_000 }).map((n): Deed => ({ kind: 'wait', n })),
  },
  {
    weight: 1,
    arbitrary: fc.integer({ min: 40, max: 130 }).map((n): Deed => ({ kind: 'others', n })),
  },
);

test('CHAT-3 CHAT-4 CHAT-11 whatever happens to line and page, in whatever order, nothing is lost or doubled', async () => {
  const story = async (deeds: readonly Deed[]) => {
    const setting = setUpRoom();
    const { net, clock, server } = setting;
    let page: ReturnType<typeof setting.openPage> = setting;
    const written: string[] = [];
    for (const what of deeds) {
      switch (what.kind) {
        case 'send':
          written.push(`mine ${written.length}`);
          page.conversation.send(written.at(-1) ?? '');
          break;
        case 'other':
          server.write(`theirs ${server.stored.length}`);
          break;
        case 'others':
          for (let i = 0; i < what.n; i++) server.write(`theirs ${server.stored.length}`);
          break;
        case 'step':
          for (let i = 0; i < what.n; i++) await net.step();
          break;
        case 'cut':
          await net.cut();
          break;
        case 'toggle':
          net.reachable = !net.reachable;
          if (!net.reachable) await net.cut();
          break;
        case 'wait':
          await clock.advance(what.n);
          break;
        case 'read':
          page.conversation.markRead();
          break;
        case 'reload':
          // Before the server has said who one is, nothing can be kept for them.
          if (!page.conversation.view.get().ready) break;
          page.room.close();
          page.connection.close();
          page = setting.openPage();
          break;
        default:
          what satisfies never;
      }
      checkView(page.conversation.view.get());
    }
    net.reachable = true;
    await setting.rest();
    checkView(page.conversation.view.get());
    checkEnd(setting, page.conversation.view.get(), written);
  };
  await fc.assert(fc.asyncProperty(fc.array(deed, { maxLength: 40 }), story), {
    numRuns: 150,
    endOnFailure: false,
    // A text of before a reload, acknowledged in a place older than the page just loaded.
    examples: [
      [
        [
          { kind: 'step', n: 1 },
          { kind: 'send' },
          { kind: 'step', n: 3 },
          { kind: 'others', n: 51 },
          { kind: 'reload' },
        ],
      ],
    ],
  });
});
