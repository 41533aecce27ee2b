/** The tus protocol (resumable uploads, tus.io) over `uploads.service.ts`. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { ConvergeError, type Failure, httpStatus } from '@converge/protocol/errors';
import type { FileId } from '@converge/protocol/ids';
import { UploadMetadata } from '@converge/protocol/rest/files';
import { REST_PREFIX } from '@converge/protocol/version';
import { DataStore, Server, type ServerOptions, Upload } from '@tus/server';
import type { Log } from '../../../platform/log.ts';
import type { Asker } from '../context.ts';
import { createLocks } from './locks.ts';
import type { Uploads } from './uploads.service.ts';

/** How long a request may go on writing when another one comes for its upload. */
const drainMs = 50;

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

  override write(bytes: Readable, id: string, offset: number): Promise<number> {
    return this.#uploads.receive(id, offset, bytes);
  }

  override async getUpload(id: string): Promise<Upload> {
    const { row, offset } = await this.#uploads.progress(id);
    return new Upload({ id, size: row.size, offset });
  }

  override remove(id: string): Promise<void> {
    return this.#uploads.giveUp(id as FileId);
  }
}

type TusRequest = Parameters<NonNullable<ServerOptions['onIncomingRequest']>>[0];

/** Answers requests of the tus protocol for `asker`, who was let in before. */
export type HandleTus = (
  request: IncomingMessage,
  response: ServerResponse,
  asker: Asker,
) => Promise<void>;

export function createTus(uploads: Uploads, log: Log): HandleTus {
  const askers = new WeakMap<IncomingMessage, Asker>();
  const askerOf = (request: TusRequest): Asker => {
    const raw = request.runtime?.node?.req;
    const asker = raw && askers.get(raw as IncomingMessage);
    if (!asker) throw new Error('an upload without anybody who asks');
    return asker;
  };
  const server = new Server({
    path: `${REST_PREFIX}/rooms`,
    datastore: new Store(uploads),
    locker: createLocks(),
    lockDrainTimeout: drainMs,
    // Which pages may ask was decided before (SPEC SEC-1); it would allow all of them.
    allowedOrigins: [],
    namingFunction: async (request, metadata) => {
      const asker = askerOf(request);
      const size = Number(request.headers.get('upload-length'));
      const parsed = UploadMetadata.safeParse(metadata ?? {});
      if (!parsed.success || !Number.isSafeInteger(size)) throw new ConvergeError('bad_request');
      return await uploads.begin(asker, size, parsed.data);
    },
    generateUrl: (request, { id }) =>
      `${REST_PREFIX}/rooms/${askerOf(request).room.id}/uploads/${id}`,
    onResponseError: (_request, error) => answerTo(error, log),
  });
  return async (request, response, asker) => {
    askers.set(request, asker);
    await server.handle(request, response);
  };
}

type TusError = Error | { status_code: number; body: string };

/** In the form of all our refusals. */
function answerTo(error: TusError, log: Log): { status_code: number; body: string } {
  const refuse = (failure: Failure, status = httpStatus(failure.code)) => ({
    status_code: status,
    body: JSON.stringify({ error: failure }),
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
