/** A file's bytes as an answer: a download, or to be looked at; whole or in part. */
import { Readable } from 'node:stream';
import { ConvergeError } from '@converge/protocol/errors';
import { create as disposition } from 'content-disposition';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { BlobStore } from '../../../platform/blobs/blobs.ts';
import { blobKey } from '../context.ts';
import { viewOf } from '../files.present.ts';
import type { FileRow } from '../files.repo.ts';
import { rangeOf } from './range.ts';
import { unknownType } from './type.ts';

/**
 * Nothing of it runs, loads or is framed elsewhere, whatever it holds. A browser
 * refuses to draw a PDF in a sandbox; its viewer is one by itself.
 */
const closed = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'self'";
const framed = "frame-ancestors 'self'";

/** Answers with the content of `row`, whose reader was let in before. @throws ConvergeError */
export async function sendContent(
  request: FastifyRequest,
  reply: FastifyReply,
  blobs: BlobStore,
  row: FileRow,
  how: 'download' | 'view',
): Promise<FastifyReply> {
  if (row.check !== 'ready') throw new ConvergeError(`file_${row.check}`);
  if (!row.sha256) throw new ConvergeError('file_not_found');
  const view = viewOf(row.type);
  // What could run, and what we don't know, is only ever downloaded (SPEC FILE-6).
  const shown = how === 'view' && view !== 'none' && view !== 'text';
  if (how === 'view' && !shown) throw new ConvergeError('unsupported_media_type');
  const etag = `"${row.sha256}"`;
  const type = shown ? row.type : view === 'text' ? 'text/plain; charset=utf-8' : unknownType;
  reply
    .header('etag', etag)
    .header('accept-ranges', 'bytes')
    // Kept by the browser that fetched it, and asked for again each time: rights may end.
    .header('cache-control', 'private, no-cache')
    .header('content-disposition', disposition(row.name, { type: shown ? 'inline' : 'attachment' }))
    .header('content-security-policy', view === 'pdf' && shown ? framed : closed)
    .header('x-frame-options', shown ? 'SAMEORIGIN' : 'DENY')
    .type(type);
  if (request.headers['if-none-match'] === etag) return reply.code(304).send();
  const condition = request.headers['if-range'];
  const wanted = condition === undefined || condition === etag ? request.headers.range : undefined;
  const range = rangeOf(wanted, row.size);
  if (range === 'outside') {
    return reply.code(416).header('content-range', `bytes */${row.size}`).send();
  }
  const length = range ? range.end - range.start + 1 : row.size;
  reply.header('content-length', length);
  if (range) {
    const { start, end } = range;
    reply.code(206).header('content-range', `bytes ${start}-${end}/${row.size}`);
  }
  // A stream, so that the length stays as it was said.
  if (request.method === 'HEAD' || length === 0) return reply.send(Readable.from([]));
  return reply.send(await blobs.read(blobKey(row.sha256), range ?? undefined));
}
