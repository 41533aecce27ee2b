import { lobbyTold } from '@converge/protocol/realtime/lobby';
import { expect, test } from 'vitest';
import { setUpCall } from '../testing/in-call.ts';

/** Somebody who knocks and is told to wait. */
async function knock(message: string | null = null) {
  const scene = setUpCall();
  scene.server.lobby = { message };
  const joined = scene.call.join();
  await scene.drain();
  await joined;
  return scene;
}

test('LOBBY-1 who waits has no transports, sees what the host says, and is in when let in', async () => {
  const { server, call, device, drain } = await knock('Five minutes');
  expect(call.state.get()).toEqual({ kind: 'waiting', message: 'Five minutes' });
  expect(device.transports).toHaveLength(0);
  const { roomId } = server.call;
  for (const session of server.knocking) session.send(lobbyTold, { roomId, message: 'Two' });
  await drain();
  expect(call.state.get()).toEqual({ kind: 'waiting', message: 'Two' });
  server.decide('admitted');
  await drain();
  expect(call.state.get().kind).toBe('in');
  expect(server.count('call.join')).toBe(2);
});

test('LOBBY-3 on a new line the place in the list is asked for again', async () => {
  const { server, call, reconnect, drain } = await knock();
  await reconnect();
  expect(call.state.get().kind).toBe('waiting');
  expect(server.knocking.size).toBe(1);
  server.decide('admitted');
  await drain();
  expect(call.state.get().kind).toBe('in');
});

test('LOBBY-6 who is sent away is told so and asks no more', async () => {
  const { server, call, reconnect, drain } = await knock();
  server.decide('refused');
  await drain();
  expect(call.state.get()).toEqual({ kind: 'failed', failure: { code: 'not_admitted' } });
  await reconnect();
  expect(server.count('call.join')).toBe(1);
});

test('LOBBY-11 who gave way in a full lobby is told that it is full, and not that somebody refused', async () => {
  const { server, call, reconnect, drain } = await knock();
  server.decide('full');
  await drain();
  expect(call.state.get()).toEqual({ kind: 'failed', failure: { code: 'call_full' } });
  await reconnect();
  expect(server.count('call.join')).toBe(1);
});

test('LOBBY-3 who doesn’t want to wait any longer says so', async () => {
  const { server, call, drain } = await knock();
  call.leave();
  await drain();
  expect(call.state.get()).toEqual({ kind: 'left', reason: 'left' });
  expect(server.count('call.leave')).toBe(1);
});
