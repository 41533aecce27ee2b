/**
 * One REST request: sends it, parses the answer, and turns every way in which it
 * can go wrong into a `ConvergeError`. The areas (`auth.ts`, `rooms.ts`, …) are
 * functions over this, so that a page carries only the areas it uses.
 */
import { ConvergeError, type ErrorCode, Failure } from '@converge/protocol/errors';
import { fieldsOf } from '@converge/protocol/fields';
import { REST_PREFIX } from '@converge/protocol/version';
import * as z from 'zod/mini';

export interface RestOptions {
  /** Where the server is, such as `http://192.168.1.4:8080`; the page's own origin by default. */
  readonly baseUrl?: string;
  readonly fetch?: typeof globalThis.fetch;
  /** Sent with every request; a bot's cookie, for example. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a single call may add. */
export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One request as an area describes it. */
export interface RestRequest {
  readonly method: Method;
  /** After the prefix, such as `/rooms`; made with `path` where it holds a value. */
  readonly path: string;
  /** Sent as JSON, after `schema` has let it pass. */
  readonly json?: { readonly schema: z.ZodMiniType; readonly body: unknown };
  /** Sent as it is. */
  readonly bytes?: Blob;
  /** Sent with this request alone. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

/**
 * What the areas stand on. Both ways throw `ConvergeError`: the server's code;
 * `bad_request` with `fields` where the body is wrong before it is sent;
 * `unavailable` where no answer came; `internal` where the answer can't be
 * read. An aborted call throws the signal's reason.
 */
export interface Rest {
  /** Sends and reads the answer. */
  ask<Answer extends z.ZodMiniType>(
    request: RestRequest & { readonly answer: Answer },
  ): Promise<z.output<Answer>>;
  /** Sends; there is nothing to read but that it went well. */
  tell(request: RestRequest): Promise<void>;
}

/** Puts values into a path, encoded: `` path`/rooms/${roomId}` ``. */
export function path(parts: TemplateStringsArray, ...values: readonly string[]): string {
  return String.raw({ raw: parts }, ...values.map(encodeURIComponent));
}

/** `?query=ann&offset=50` of what is given; nothing where nothing is. */
export function queryOf(values: Readonly<Record<string, string | number | undefined>>): string {
  const given = Object.entries(values).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [[name, String(value)]],
  );
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
}

export function createRest(options: RestOptions = {}): Rest {
  const { baseUrl = '', headers = {} } = options;
  // Called through a wrapper: a detached `fetch` throws in browsers.
  const fetch: typeof globalThis.fetch = options.fetch ?? ((...args) => globalThis.fetch(...args));

  return {
    async ask(request) {
      const response = await send(request);
      const parsed = z.safeParse(request.answer, await bodyOf(response));
      if (!parsed.success) throw new ConvergeError('internal', {}, { cause: parsed.error });
      return parsed.data;
    },
    async tell(request) {
      await send(request);
    },
  };

  async function send({
    method,
    path,
    json,
    bytes,
    signal,
    ...own
  }: RestRequest): Promise<Response> {
    const init: RequestInit = {
      method,
      credentials: 'same-origin',
      headers: { accept: 'application/json', ...headers, ...own.headers },
      signal: signal ?? null,
    };
    if (json) {
      init.body = JSON.stringify(checked(json.schema, json.body));
      init.headers = { ...init.headers, 'content-type': 'application/json' };
    } else if (bytes) {
      init.body = bytes;
      init.headers = { ...init.headers, 'content-type': bytes.type };
    }
    const response = await reach(() => fetch(`${baseUrl}${REST_PREFIX}${path}`, init), signal);
    if (!response.ok) throw await refusal(response);
    return response;
  }
}

function checked(schema: z.ZodMiniType, body: unknown): unknown {
  const parsed = z.safeParse(schema, body);
  if (parsed.success) return parsed.data;
  throw new ConvergeError('bad_request', { fields: fieldsOf(parsed.error.issues) });
}

async function reach<T>(run: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ConvergeError('unavailable', {}, { cause: error });
  }
}

/** The body as JSON; a line lost halfway is `unavailable`, a body of something else undefined. */
async function bodyOf(response: Response): Promise<unknown> {
  const text = await reach(() => response.text());
  try {
    return JSON.parse(text);
  } catch {
    // A proxy's page instead of our answer: the caller judges by the status.
    return undefined;
  }
}

const Refusal = z.union([z.object({ error: Failure }), Failure]);

async function refusal(response: Response): Promise<ConvergeError> {
  const parsed = z.safeParse(Refusal, await bodyOf(response));
  if (!parsed.success) return new ConvergeError(codeOfStatus(response.status));
  const { code, ...details } = 'error' in parsed.data ? parsed.data.error : parsed.data;
  return new ConvergeError(code, details);
}

/** For answers that aren't ours: a proxy in between speaks in statuses only. */
function codeOfStatus(status: number): ErrorCode {
  if (status === 413) return 'too_large';
  if (status === 429) return 'rate_limited';
  if (status === 404) return 'not_found';
  if (status === 502 || status === 503 || status === 504) return 'unavailable';
  return 'internal';
}
