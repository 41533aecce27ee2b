/** The two that are compared by `files`: the product over tus, and plain `node:http`. */
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, type IncomingMessage, type OutgoingHttpHeaders, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer } from '@converge/e2e/harness/server';
import { createAccount, createRoom } from '@converge/e2e/harness/visitor';
import { limits } from '@converge/protocol/limits';
import { startChild } from './child.ts';

export interface FileSide {
  readonly name: string;
  readonly pid: number;
  /** Brings `size` bytes that nobody has yet. @returns what `download` finds them by */
  upload(size: number): Promise<string>;
  /** Reads all of it. @returns how many bytes came */
  download(file: string): Promise<number>;
  stop(): Promise<void>;
}

const block = Buffer.alloc(1024 * 1024, 'converge');
// As a browser does: connections stay open between requests.
const agent = new Agent({ keepAlive: true });
let uploads = 0;

/** One request with `size` bytes in it; `mark` makes them differ from all others. */
function send(
  url: string,
  method: string,
  headers: OutgoingHttpHeaders,
  size = 0,
  mark = '',
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const all = { ...headers, ...(size > 0 ? { 'content-length': size } : {}) };
    const sending = request(url, { method, agent, headers: all }, resolve);
    sending.on('error', reject);
    let left = size;
    const push = () => {
      while (left > 0) {
        const part = block.subarray(0, Math.min(left, block.length));
        const bytes = left === size ? marked(part, mark) : part;
        left -= part.length;
        if (!sending.write(bytes)) {
          sending.once('drain', push);
          return;
        }
      }
      sending.end();
    };
    push();
  });
}

function marked(part: Buffer, mark: string): Buffer {
  const copy = Buffer.from(part);
  copy.write(mark);
  return copy;
}

async function lengthOf(answer: IncomingMessage, wanted: number): Promise<number> {
  if (answer.statusCode !== wanted) throw new Error(`answered ${answer.statusCode}`);
  let length = 0;
  for await (const part of answer) length += (part as Buffer).length;
  return length;
}

export async function floorFiles(): Promise<FileSide> {
  const folder = await mkdtemp(join(tmpdir(), 'converge-floor-'));
  const child = startChild('floors/files.ts', [folder]);
  const url = await child.line();
  return {
    name: 'node:http',
    pid: child.pid,
    async upload(size) {
      const mark = `file ${++uploads}`;
      const target = `${url}/${uploads}`;
      await lengthOf(await send(target, 'PUT', {}, size, mark), 204);
      return target;
    },
    download: async (file) => lengthOf(await send(file, 'GET', {}), 200),
    async stop() {
      await child.stop();
      await rm(folder, { recursive: true });
    },
  };
}

const base64 = (text: string) => Buffer.from(text).toString('base64');

export async function productFiles(): Promise<FileSide> {
  const server = await startServer({
    env: { LOG_LEVEL: 'warn', ROOM_QUOTA_MB: '100000', RATE_LIMIT_FACTOR: '100' },
  });
  const owner = await createAccount(server.url, 'Owner');
  const room = await createRoom(owner);
  const common = { cookie: owner.cookieHeader, 'tus-resumable': '1.0.0' };
  const path = `${server.url}/api/v1/rooms/${room.id}`;
  return {
    name: 'Converge',
    pid: server.pid,
    async upload(size) {
      const name = `file ${++uploads}`;
      const begun = await send(`${path}/uploads`, 'POST', {
        ...common,
        'upload-length': size,
        'upload-metadata': `name ${base64(name)},purpose ${base64('share')}`,
        'content-length': 0,
      });
      await lengthOf(begun, 201);
      const url = `${server.url}${begun.headers.location}`;
      for (let offset = 0; offset < size; offset += limits.uploadPartBytes) {
        const headers = {
          ...common,
          'upload-offset': offset,
          'content-type': 'application/offset+octet-stream',
        };
        const part = Math.min(limits.uploadPartBytes, size - offset);
        await lengthOf(await send(url, 'PATCH', headers, part, `${name} ${offset}`), 204);
      }
      return `${path}/files/${url.split('/').at(-1)}/content`;
    },
    download: async (file) => lengthOf(await send(file, 'GET', common), 200),
    stop: () => server.dispose(),
  };
}
