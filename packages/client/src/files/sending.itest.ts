/** Attempts of the real library, towards a server that answers as it is told to. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { createValue, when } from '../state/value.ts';
import { createFakeClock } from '../testing/fake-clock.ts';
import { type SendingOptions, startSending } from './sending.ts';

const endings: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

const begins: Answer = (response) => response.writeHead(201, { location: '/uploads/one' }).end();
const says =
  (status: number): Answer =>
  (response) =>
    response.writeHead(status).end();
const takesAll: Answer = (response, request) => {
  request.resume();
  request.once('end', () => response.writeHead(204, { 'upload-offset': '3' }).end());
};

/** One attempt, what it says, and what the server sees of it. */
async function scene(answers: Readonly<Record<string, Answer>>, known = false) {
  const seen = createValue<readonly string[]>([]);
  const said = createValue<readonly string[]>([]);
  const write = (into: typeof seen, line: string) => into.update((all) => [...all, line]);
  const server = createServer((request, response) => {
    const method = request.method ?? '';
    write(seen, method);
    response.once('close', () => {
      if (!response.writableFinished) write(seen, `${method} given up`);
    });
    answers[method]?.(response, request);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  endings.push(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}/uploads`;
  const clock = createFakeClock();
  const begin = (over: Partial<SendingOptions> = {}) =>
    startSending({
      endpoint: at,
      url: known ? `${at}/one` : null,
      // Outside of browsers the library takes buffers.
      content: Buffer.from('abc') as unknown as Blob,
      ...{ metadata: {}, headers: {}, clock },
      onUrl: (url) => write(said, url.slice(at.length)),
      onProgress: () => {},
      onDone: () => write(said, 'done'),
      onBroken: ({ kind }) => write(said, kind),
      ...over,
    });
  return {
    ...{ clock, begin, seen, said },
    /** Resolves when the server has seen so much of it. */
    sees: (line: string) => when(seen, (all) => all.includes(line)),
    says: (line: string) => when(said, (all) => all.includes(line)),
  };
}

test('FILE-18 an attempt begins, has an address, and is done', async () => {
  const { begin, says: until, said, seen, clock } = await scene({ POST: begins, PATCH: takesAll });
  const sending = begin();
  await until('done');
  sending.stop();
  expect(said.get()).toEqual(['/one', 'done']);
  expect(seen.get()).toEqual(['POST', 'PATCH']);
  expect(clock.pending).toBe(0);
});

test('FILE-18 an attempt that broke off says so once, whoever stops it then', async () => {
  const { begin, clock, said, says: until } = await scene({ POST: says(503) });
  const sending = begin();
  await until('line');
  sending.stop();
  expect(clock.pending).toBe(0);
  await clock.advance(60_000);
  expect(said.get()).toEqual(['line']);
});

test('FILE-18 what is stopped before the library came asks the server for nothing', async () => {
  const { begin, clock, said, seen, says: until } = await scene({ POST: begins });
  begin().stop();
  await until('line');
  expect(clock.pending).toBe(0);
  expect(said.get()).toEqual(['line']);
  expect(seen.get()).toEqual([]);
});

test('FILE-18 what is stopped while it begins is heard out, and sends nothing', async () => {
  let answer = () => {};
  const scenery = await scene({
    POST: (response, request) => {
      answer = () => begins(response, request);
    },
  });
  const sending = scenery.begin();
  await scenery.sees('POST');
  sending.stop();
  answer();
  await scenery.says('/one');
  expect(scenery.clock.pending).toBe(0);
  await scenery.clock.advance(60_000);
  expect(scenery.said.get()).toEqual(['/one']);
  expect(scenery.seen.get()).toEqual(['POST']);
});

test('FILE-18 what was stopped and never begins is given up, and says so once', async () => {
  const { begin, clock, said, sees } = await scene({});
  const sending = begin();
  await sees('POST');
  sending.stop();
  await clock.advance(5_000);
  expect(said.get()).toEqual(['line']);
  await sees('POST given up');
  expect(said.get()).toEqual(['line']);
});

test('FILE-18 what has an address is stopped at once, also while it asks how much is there', async () => {
  const { begin, clock, said, sees } = await scene({}, true);
  const sending = begin();
  await sees('HEAD');
  sending.stop();
  expect(clock.pending).toBe(0);
  await sees('HEAD given up');
  expect(said.get()).toEqual([]);
});

test('FILE-18 what the server has forgotten is begun anew only by who asked for it', async () => {
  const { begin, said, seen, says: until } = await scene({ HEAD: says(404), POST: begins }, true);
  begin();
  await until('forgotten');
  expect(said.get()).toEqual(['forgotten']);
  expect(seen.get()).toEqual(['HEAD']);
});
