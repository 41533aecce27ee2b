import { ConvergeError } from '@converge/protocol/errors';
import { expect, test } from 'vitest';
import { setUpRoom } from '../testing/in-room.ts';

const texts = (view: { messages: readonly { text: string }[] }) => view.messages.map((m) => m.text);

test('CHAT-11 what is written shows at once, and leaves when its message has come', async () => {
  const { net, conversation } = setUpRoom();
  await net.drain();
  const seen: [string[], string[]][] = [];
  conversation.view.subscribe(() => {
    const view = conversation.view.get();
    seen.push([texts(view), view.unsent.map((row) => row.text)]);
  });
  conversation.send('hello');
  expect(conversation.view.get().unsent).toMatchObject([{ text: 'hello', state: 'pending' }]);
  await net.drain();
  expect(texts(conversation.view.get())).toEqual(['hello']);
  expect(conversation.view.get().unsent).toEqual([]);
  // At no moment is it there twice, or not at all, for longer than one change.
  expect(seen.at(0)).toEqual([[], ['hello']]);
  expect(seen.at(-1)).toEqual([['hello'], []]);
});

test('CHAT-4 texts are stored in the order in which they were written', async () => {
  const { net, server, conversation } = setUpRoom();
  await net.drain();
  for (const text of ['one', 'two', 'three']) conversation.send(text);
  await net.drain();
  expect(server.texts).toEqual(['one', 'two', 'three']);
});

test.each([
  ['', 'message_empty'],
  [' \n\u0007 ', 'message_empty'],
  ['x'.repeat(8001), 'message_too_long'],
])('CHAT-7 a text that can’t be stored is refused at once', async (text, code) => {
  const { conversation } = setUpRoom();
  expect(() => conversation.send(text)).toThrow(new ConvergeError(code as 'message_empty'));
  expect(conversation.view.get().unsent).toEqual([]);
});

test('CHAT-8 a text is cleaned as the server would, so that both show the same', async () => {
  const { net, server, conversation } = setUpRoom();
  await net.drain();
  conversation.send('  a\r\nb\u0000\tc  \n');
  expect(conversation.view.get().unsent[0]?.text).toBe('  a\nb\tc');
  await net.drain();
  expect(server.texts).toEqual(['  a\nb\tc']);
});

test('CHAT-3 an acknowledgement that is lost leads to one message', async () => {
  const { net, server, conversation, rest } = setUpRoom();
  await net.drain();
  conversation.send('once');
  await net.step(); // the request arrives
  await net.cut(); // its answer doesn't
  await rest();
  expect(server.texts).toEqual(['once']);
  expect(server.count('chat.send')).toBeGreaterThanOrEqual(1);
  expect(texts(conversation.view.get())).toEqual(['once']);
  expect(conversation.view.get().unsent).toEqual([]);
});

test('CHAT-6 what is refused for good stays as failed, holds nobody up, and can be sent again or dropped', async () => {
  const { net, server, conversation } = setUpRoom();
  await net.drain();
  server.refusals.set('chat.send', { code: 'forbidden', times: 1 });
  const first = conversation.send('not yet');
  conversation.send('later');
  await net.drain();
  expect(server.texts).toEqual(['later']);
  expect(conversation.view.get().unsent).toMatchObject([
    { clientId: first, state: 'failed', failure: { code: 'forbidden' } },
  ]);
  conversation.retry(first);
  await net.drain();
  expect(server.texts).toEqual(['later', 'not yet']);

  server.refusals.set('chat.send', { code: 'forbidden', times: 1 });
  const dropped = conversation.send('never');
  await net.drain();
  conversation.discard(dropped);
  expect(conversation.view.get().unsent).toEqual([]);
});

test('RT-7 a server that asks for patience gets it, and then the text', async () => {
  const { net, clock, server, conversation } = setUpRoom();
  await net.drain();
  server.refusals.set('chat.send', { code: 'rate_limited', retryAfterMs: 5_000, times: 1 });
  conversation.send('one');
  await net.drain();
  conversation.send('two');
  await clock.advance(4_000);
  await net.drain();
  expect(server.count('chat.send')).toBe(1);
  await clock.advance(1_500);
  await net.drain();
  expect(server.texts).toEqual(['one', 'two']);
});

test('a text that the server can’t digest stops holding up the others', async () => {
  const { server, conversation, rest } = setUpRoom();
  server.refusals.set('chat.send', { code: 'internal', times: 5 });
  conversation.send('poison');
  conversation.send('fine');
  await rest();
  expect(server.texts).toEqual(['fine']);
  expect(conversation.view.get().unsent).toMatchObject([{ text: 'poison', state: 'failed' }]);
});

test('CHAT-11 what was written without a line survives a reload and is sent once', async () => {
  const { net, server, conversation, connection, openPage, rest } = setUpRoom();
  await net.drain();
  net.reachable = false;
  await net.cut();
  conversation.send('from the train');
  conversation.send('and another');
  connection.close();

  net.reachable = true;
  const page = openPage();
  await net.step(); // the new line opens
  await rest();
  expect(server.texts).toEqual(['from the train', 'and another']);
  expect(page.conversation.view.get().unsent).toEqual([]);
  const third = openPage();
  await rest();
  expect(third.conversation.view.get().unsent).toEqual([]);
  expect(server.texts).toHaveLength(2);
});

test('CHAT-11 a failed text survives a reload as failed and isn’t sent by itself', async () => {
  const { net, server, conversation, openPage, rest } = setUpRoom();
  await net.drain();
  server.refusals.set('chat.send', { code: 'forbidden', times: 1 });
  conversation.send('no');
  await net.drain();
  const page = openPage();
  await rest();
  expect(page.conversation.view.get().unsent).toMatchObject([{ text: 'no', state: 'failed' }]);
  expect(server.texts).toEqual([]);
});

test('CHAT-11 what one person wrote isn’t sent by another one at the same screen', async () => {
  const { net, server, conversation, connection, openPage, rest } = setUpRoom();
  await net.drain();
  net.reachable = false;
  await net.cut();
  conversation.send('mine');
  connection.close();
  net.reachable = true;
  Object.assign(server.me, { id: '00000000-0000-4000-8001-0000000000ff' });
  const page = openPage();
  await rest();
  expect(page.conversation.view.get().unsent).toEqual([]);
  expect(server.texts).toEqual([]);
});

test('CHAT-11 two tabs that hold the same unsent text make one message of it', async () => {
  const { net, server, conversation, openPage, rest } = setUpRoom();
  await net.drain();
  net.reachable = false;
  await net.cut();
  conversation.send('twice held');
  net.reachable = true;
  const second = openPage();
  await rest();
  expect(server.texts).toEqual(['twice held']);
  expect(conversation.view.get().unsent).toEqual([]);
  expect(second.conversation.view.get().unsent).toEqual([]);
});

test('CHAT-4 after a lost line what was missed is there, in order, without a gap', async () => {
  const { net, server, conversation, rest } = setUpRoom();
  for (let i = 0; i < 10; i++) server.write(`before ${i}`);
  await net.drain();
  net.reachable = false;
  await net.cut();
  for (let i = 0; i < 330; i++) server.write(`missed ${i}`);
  net.reachable = true;
  await rest();
  expect(texts(conversation.view.get())).toEqual(server.texts);
  expect(server.count('chat.history')).toBe(2);
});

test('CHAT-4 a busy server that can’t fill the gap is asked again', async () => {
  const { net, server, conversation, rest } = setUpRoom();
  server.write('first');
  await net.drain();
  net.reachable = false;
  await net.cut();
  for (let i = 0; i < 120; i++) server.write(`missed ${i}`);
  net.reachable = true;
  server.refusals.set('chat.history', { code: 'rate_limited', times: 2 });
  await rest();
  expect(texts(conversation.view.get())).toEqual(server.texts);
});

test('CHAT-9 walking back page by page meets every message once', async () => {
  const { net, server, conversation } = setUpRoom();
  for (let i = 0; i < 173; i++) server.write(`message ${i}`);
  await net.drain();
  expect(conversation.view.get().messages).toHaveLength(50);
  expect(conversation.view.get().older).toBe('more');
  let pages = 0;
  while (conversation.view.get().older === 'more') {
    const loading = conversation.loadOlder();
    void conversation.loadOlder(); // asked twice, as scrolling does: one request
    expect(conversation.view.get().older).toBe('loading');
    await net.drain();
    await loading;
    pages++;
  }
  // Fifty at once, then as many as are known already.
  expect(pages).toBe(2);
  expect(server.count('chat.history')).toBe(2);
  expect(texts(conversation.view.get())).toEqual(server.texts);
  expect(conversation.view.get().older).toBe('none');
});

test('CHAT-9 ten thousand messages are walked back in some fifty pages, also where the server asks for patience', async () => {
  const { net, clock, server, conversation } = setUpRoom();
  for (let i = 0; i < 10_000; i++) server.write(`message ${i}`);
  await net.drain();
  server.refusals.set('chat.history', { code: 'rate_limited', retryAfterMs: 3_000, times: 1 });
  const patient = conversation.loadOlder();
  await net.drain();
  await clock.advance(2_900);
  await net.drain();
  expect(conversation.view.get().messages).toHaveLength(50);
  expect(conversation.view.get().older).toBe('loading');
  await clock.advance(200);
  await net.drain();
  await patient;
  expect(conversation.view.get().messages).toHaveLength(100);
  while (conversation.view.get().older === 'more') {
    const loading = conversation.loadOlder();
    await net.drain();
    await loading;
  }
  expect(texts(conversation.view.get())).toEqual(server.texts);
  expect(server.count('chat.history')).toBeLessThan(60);
});

test('a walk back that waits ends with the page', async () => {
  const { net, server, connection, room, conversation } = setUpRoom();
  for (let i = 0; i < 60; i++) server.write(`message ${i}`);
  await net.drain();
  server.refusals.set('chat.history', { code: 'rate_limited', retryAfterMs: 60_000, times: 1 });
  const waiting = conversation.loadOlder();
  await net.drain();
  room.close();
  await waiting;
  connection.close();
  expect(server.count('chat.history')).toBe(1);
});

test('CHAT-10 the mark of reading goes forward only, is told now and then, and follows other devices', async () => {
  const { net, clock, server, conversation } = setUpRoom();
  for (let i = 0; i < 5; i++) server.write(`message ${i}`);
  await net.drain();
  expect(conversation.view.get().unread).toBe(5);
  for (const seq of [1, 2, 3, 2, 1]) conversation.markRead(seq);
  expect(conversation.view.get()).toMatchObject({ read: 3, unread: 2 });
  await clock.advance(1_000);
  await net.drain();
  expect(server.read).toBe(3);
  expect(server.count('chat.read')).toBe(1);

  server.readElsewhere(4);
  await net.drain();
  expect(conversation.view.get().unread).toBe(1);
  conversation.markRead(99); // beyond the end is the end
  expect(conversation.view.get()).toMatchObject({ read: 5, unread: 0 });
});

test('CHAT-10 a mark that was moved without a line is told when it is back', async () => {
  const { net, server, conversation, rest } = setUpRoom();
  server.write('one');
  await net.drain();
  net.reachable = false;
  await net.cut();
  conversation.markRead();
  net.reachable = true;
  await rest();
  expect(server.read).toBe(1);
});

test('CHAT-10 own messages don’t count as unread', async () => {
  const { net, server, conversation } = setUpRoom();
  await net.drain();
  conversation.send('mine');
  server.write('theirs');
  await net.drain();
  expect(conversation.view.get().unread).toBe(1);
});
