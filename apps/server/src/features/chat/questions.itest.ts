/** Questions at a running server: held for their author and who leads, hidden from everybody else. */
import { presetPolicies } from '@converge/protocol/permissions';
import { chatHistory, chatMessage, chatSend } from '@converge/protocol/realtime/chat';
import {
  chatAsk,
  chatAsked,
  chatDismiss,
  chatPublish,
  chatQuestions,
  chatSettled,
} from '@converge/protocol/realtime/questions';
import { roomOpen } from '@converge/protocol/realtime/room';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestServer, type TestServer } from '../../../test/server.ts';
import {
  call,
  goLive,
  joinAsGuest,
  makeRoom,
  newClientId,
  register,
  type Somebody,
} from '../../../test/world.ts';

let server: TestServer;
let owner: Somebody;

beforeAll(async () => {
  server = await createTestServer();
  owner = await register(server, 'Ada');
});
afterAll(() => server.close());

/** A class whose students ask; the teacher looks, and two guests have the room open. */
async function lesson() {
  const room = await makeRoom(owner, { preset: 'class', access: 'link' });
  const policy = { ...presetPolicies.class, chat: 'onRequest' };
  await call(owner.browser, 'PATCH', `/rooms/${room.id}`, { policy });
  const roomId = room.id;
  const open = async (who: Somebody, guest: boolean) => {
    const live = await goLive(server, who, guest ? room : undefined);
    await live.ask(roomOpen, { roomId });
    return live;
  };
  const [mila, timo] = [
    await joinAsGuest(server, room.code, 'Mila'),
    await joinAsGuest(server, room.code, 'Timo'),
  ];
  const lives = {
    teacher: await open(owner, false),
    mila: await open(mila, true),
    timo: await open(timo, true),
  };
  await lives.teacher.ask(chatQuestions, { roomId });
  return { roomId, ...lives };
}

test('ASK-1 CHAT-6 a question is seen by its author and who leads, and by nobody else', async () => {
  const { roomId, teacher, mila, timo } = await lesson();
  const [toTimo, toTimoSettled] = [timo.collect(chatAsked), timo.collect(chatSettled)];
  const asked = teacher.next(chatAsked);
  await expect(
    mila.ask(chatSend, { roomId, clientId: newClientId(), text: 'Now?' }),
  ).rejects.toThrow('forbidden');
  const id = newClientId();
  const { question } = await mila.ask(chatAsk, { roomId, id, text: 'Why is the sky blue?' });
  expect(question).toMatchObject({ id, text: 'Why is the sky blue?', author: { name: 'Mila' } });
  expect((await asked).question).toEqual(question);
  // Asked again, as after a lost line, it is the same question.
  expect((await mila.ask(chatAsk, { roomId, id, text: 'Why?' })).question).toEqual(question);
  expect(await mila.ask(chatQuestions, { roomId })).toEqual({ questions: [question] });
  expect(await teacher.ask(chatQuestions, { roomId })).toEqual({ questions: [question] });

  expect(await timo.ask(chatQuestions, { roomId })).toEqual({ questions: [] });
  await expect(timo.ask(chatPublish, { roomId, id })).rejects.toThrow('forbidden');
  await expect(timo.ask(chatDismiss, { roomId, id })).rejects.toThrow('not_found');
  await expect(timo.ask(chatAsk, { roomId, id, text: 'Mine' })).rejects.toThrow('forbidden');
  expect((await timo.ask(chatHistory, { roomId })).messages).toEqual([]);
  expect([...toTimo, ...toTimoSettled]).toEqual([]);
});

test('ASK-2 published, it is a message of its author for everybody, once', async () => {
  const { roomId, teacher, mila, timo } = await lesson();
  const id = newClientId();
  await mila.ask(chatAsk, { roomId, id, text: 'May I go out?' });
  const [heard, settled] = [timo.next(chatMessage), mila.next(chatSettled)];
  await teacher.ask(chatPublish, { roomId, id });
  expect((await heard).message).toMatchObject({
    ...{ seq: 1, text: 'May I go out?', clientId: id },
    author: { name: 'Mila', kind: 'guest' },
  });
  expect(await settled).toEqual({ roomId, id });
  await expect(teacher.ask(chatPublish, { roomId, id })).rejects.toThrow('not_found');
  expect((await timo.ask(chatHistory, { roomId })).messages).toHaveLength(1);
  expect(await teacher.ask(chatQuestions, { roomId })).toEqual({ questions: [] });
});

test('ASK-3 ASK-4 dismissed or taken back it is gone; who leads has nothing to ask for', async () => {
  const { roomId, teacher, mila } = await lesson();
  const ids = [newClientId(), newClientId()] as const;
  for (const id of ids) await mila.ask(chatAsk, { roomId, id, text: 'Something' });
  await teacher.ask(chatDismiss, { roomId, id: ids[0] });
  await mila.ask(chatDismiss, { roomId, id: ids[1] });
  expect(await teacher.ask(chatQuestions, { roomId })).toEqual({ questions: [] });
  expect((await mila.ask(chatHistory, { roomId })).messages).toEqual([]);
  await expect(
    teacher.ask(chatAsk, { roomId, id: newClientId(), text: 'A question' }),
  ).rejects.toThrow('forbidden');
});
