/**
 * The tus protocol (resumable uploads, tus.io) over `uploads.service.ts`. The
 * library sees requests without their bodies, which are read as they come: its
 * own way through web streams takes half of the speed.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { ConvergeError, type Failure, httpStatus } from '@converge/protocol/errors';
import type { FileId } from '@converge/protocol/ids';
import { UploadMetadata } from '@converge/protocol/rest/files';
import { REST_PREFIX } from '@converge/protocol/version';
import { DataStore, Server, Upload } from '@tus/server';
import type { Log } from '../../../platform/log.ts';
import type { Sender } from '../context.ts';
import { createLocks } from './locks.ts';
import type { Uploads } from './uploads.service.ts';

/** How long a request may go on writing when another one comes for its upload. */
const drainMs = 50;

/** The request that is being answered: the library passes on but a part of it. */
const requests = new AsyncLocalStorage<{
  readonly raw: IncomingMessage;
  readonly sender: Sender;
  readonly fileId: FileId | null;
}>();

function current() {
  const request = requests.getStore();
  if (!request) throw new Error('an upload outside of a request');
  return request;
}

/** Where the tus server keeps bytes: with us. */
class Store extends DataStore {
  override extensions = ['creation', 'termination'];
  readonly #uploads: Uploads;

  constructor(uploads: Uploads) {
    super();
    this.#uploads = uploads;
  }

  // Reserved already, with the rights of whoever asked: see `onUploadCreate`.
  override async create(upload: Upload): Promise<Upload> {
    return upload;
  }

  override async write(nothing: Readable, id: string, offset: number): Promise<number> {
    nothing.resume();
    const { sender, raw } = current();
    return await this.#uploads.receive(sender, id, offset, untilCut(raw));
  }

  override async getUpload(id: string): Promise<Upload> {
    const { row, offset } = await this.#uploads.progress(current().sender, id);
    return new Upload({ id, size: row.size, offset });
  }

  override remove(id: string): Promise<void> {
    return this.#uploads.giveUp(current().sender, id as FileId);
  }
}

/** What comes until the line ends, or whoever lost it comes back by another one. */
async function* untilCut(body: IncomingMessage): AsyncGenerator<Buffer> {
  try {
    for await (const part of body) yield part as Buffer;
  } catch (error) {
    if (!body.destroyed) throw error;
  }
}

/**
 * Answers requests of the tus protocol for `sender`, who was let in before.
 * @param fileId whose upload it is about; null: about a new one
 */
export type HandleTus = (
  request: IncomingMessage,
  response: ServerResponse,
  sender: Sender,
  fileId: FileId | null,
) => Promise<void>;

export function createTus(uploads: Uploads, log: Log): HandleTus {
  const server = new Server({
    path: `${REST_PREFIX}/rooms`,
    datastore: new Store(uploads),
    locker: createLocks(() => current().raw),
    lockDrainTimeout: drainMs,
    // Which pages may ask was decided before (SPEC SEC-1); it would allow all of them.
    allowedOrigins: [],
    namingFunction: async (request, metadata) => {
      const size = Number(request.headers.get('upload-length'));
      const parsed = UploadMetadata.safeParse(metadata ?? {});
      if (!parsed.success || !Number.isSafeInteger(size)) throw new ConvergeError('bad_request');
      return await uploads.begin(current().sender, size, parsed.data);
    },
    // The one that was judged. Left alone it takes what is last in the whole URL, query and all.
    getFileIdFromRequest: () => current().fileId ?? undefined,
    generateUrl: (_request, { id }) =>
      `${REST_PREFIX}/rooms/${current().sender.asker.room.id}/uploads/${id}`,
    onResponseError: (_request, error) => answerTo(error, log),
  });
  return async (raw, response, sender, fileId) => {
    const { method = 'GET', url = '/' } = raw;
    const headers = Object.entries(raw.headersDistinct).flatMap(([name, values = []]) =>
      values.map((value): [string, string] => [name, value]),
    );
    const request = new Request(new URL(url, 'http://converge'), { method, headers });
    const answer = await requests.run({ raw, sender, fileId }, () => server.handleWeb(request));
    const said = await answer.text();
    if (answer.status < 400) {
      response.writeHead(answer.status, [...answer.headers].flat()).end(said);
      return;
    }
    // Before it looks at an upload (no version, a header of the wrong form) it answers in words.
    const body = said.startsWith('{') ? said : bodyOf({ code: 'bad_request' });
    const refusal = new Headers(answer.headers);
    refusal.set('content-type', 'application/json; charset=utf-8');
    refusal.set('content-length', String(Buffer.byteLength(body)));
    response.writeHead(answer.status, [...refusal].flat()).end(body);
  };
}

const bodyOf = (failure: Failure): string => JSON.stringify({ error: failure });

type TusError = Error | { status_code: number; body: string };

/** In the form of all our refusals. */
function answerTo(error: TusError, log: Log): { status_code: number; body: string } {
  const refuse = (failure: Failure, status = httpStatus(failure.code)) => ({
    status_code: status,
    body: bodyOf(failure),
  });
  if (error instanceof ConvergeError) return refuse(error.failure);
  if ('status_code' in error) {
    const { status_code: status } = error;
    if (status === 404 || status === 410) return refuse({ code: 'file_not_found' }, status);
    if (status === 413) return refuse({ code: 'file_too_large' });
    // The statuses are the protocol's own: 409, say, is a wrong offset.
    if (status < 500) return refuse({ code: 'bad_request' }, status);
  }
  log.error({ err: error }, 'an upload failed');
  return refuse({ code: 'internal' });
}
