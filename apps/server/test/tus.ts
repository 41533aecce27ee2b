/** Uploads as a tus client makes them, one request at a time. */
import type { UploadPurpose } from '@converge/protocol/rest/files';
import { REST_PREFIX } from '@converge/protocol/version';
import type { Answer, Browser } from './browser.ts';

type Refusal = { readonly error?: { readonly code: string } };

export interface Begin {
  readonly name: string;
  readonly size: number;
  readonly purpose?: UploadPurpose;
  readonly parentId?: string;
  readonly modifiedAt?: number;
  readonly clientId?: string;
}

const version = { 'tus-resumable': '1.0.0' };
const base64 = (text: string) => Buffer.from(text).toString('base64');

/** Asks for an upload; the answer's `location` is where it goes on. */
export function askUpload(
  browser: Browser,
  roomId: string,
  begin: Begin,
): Promise<Answer<unknown>> {
  const metadata = {
    name: begin.name,
    purpose: begin.purpose ?? 'share',
    modifiedAt: String(begin.modifiedAt ?? 0),
    ...(begin.parentId ? { parentId: begin.parentId } : {}),
    ...(begin.clientId ? { clientId: begin.clientId } : {}),
  };
  return browser.send('POST', `${REST_PREFIX}/rooms/${roomId}/uploads`, undefined, {
    ...version,
    'upload-length': String(begin.size),
    'upload-metadata': Object.entries(metadata)
      .map(([key, value]) => `${key} ${base64(value)}`)
      .join(','),
  });
}

/** The code of a refusal of tus, which comes as text. */
export function codeOf({ status, body }: Answer<unknown>): string {
  const refusal = (typeof body === 'string' && body ? JSON.parse(body) : body) as Refusal;
  return refusal.error?.code ?? `not refused: ${status}`;
}

/** @returns the path of the upload */
export async function beginUpload(browser: Browser, roomId: string, begin: Begin): Promise<string> {
  const answer = await askUpload(browser, roomId, begin);
  if (answer.status !== 201) throw new Error(`an upload did not begin: ${codeOf(answer)}`);
  return answer.headers.get('location') ?? '';
}

export const sendPart = (browser: Browser, path: string, offset: number, bytes: Uint8Array) =>
  browser.send('PATCH', path, bytes, {
    ...version,
    'upload-offset': String(offset),
    'content-type': 'application/offset+octet-stream',
  });

/** How much is there. */
export async function offsetOf(browser: Browser, path: string): Promise<number> {
  const answer = await browser.send('HEAD', path, undefined, version);
  return Number(answer.headers.get('upload-offset') ?? -answer.status);
}

/** Uploads all of it. @returns the id of the file */
export async function upload(
  browser: Browser,
  roomId: string,
  bytes: Uint8Array | string,
  begin: Omit<Begin, 'size'>,
): Promise<string> {
  const content = Buffer.from(bytes);
  const path = await beginUpload(browser, roomId, { ...begin, size: content.length });
  if (content.length > 0) {
    const answer = await sendPart(browser, path, 0, content);
    if (answer.status !== 204) throw new Error(`an upload failed: ${codeOf(answer)}`);
  }
  return path.split('/').at(-1) ?? '';
}
