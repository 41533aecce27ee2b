/** One attempt to bring a file to the server, over tus. */
import { type Failure, Failure as FailureSchema, isRetryable } from '@converge/protocol/errors';
import { limits } from '@converge/protocol/limits';
import * as z from 'zod/mini';

export interface SendingOptions {
  /** Where uploads begin. */
  readonly endpoint: string;
  /** Where this one goes on; null: it hasn't begun. */
  readonly url: string | null;
  readonly content: Blob;
  readonly metadata: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  /** It has begun; from now on it can go on there. */
  onUrl(url: string): void;
  onProgress(sent: number): void;
  onDone(): void;
  onBroken(why: Broken): void;
}

/** Why an attempt ended. */
export type Broken =
  /** The line, or a server that is busy: the same again may work. */
  | { readonly kind: 'line' }
  /** What had begun is not there any more. */
  | { readonly kind: 'forgotten' }
  | { readonly kind: 'refused'; readonly failure: Failure };

export interface Sending {
  /** Ends the attempt; what came stays at the server. */
  stop(): void;
}

export type StartSending = (options: SendingOptions) => Sending;

const passing = new Set([408, 409, 423, 425, 429, 500, 502, 503, 504]);
const Refusal = z.object({ error: FailureSchema });

/** Over the network. The library comes with the first upload. */
export const startSending: StartSending = (options) => {
  let stopped = false;
  let stop = () => {};
  void begin().catch(() => {
    // Its code could not be fetched: that is the line as well.
    if (!stopped) options.onBroken({ kind: 'line' });
  });
  return {
    stop() {
      stopped = true;
      stop();
    },
  };

  async function begin(): Promise<void> {
    const { Upload } = await import('tus-js-client');
    if (stopped) return;
    const upload = new Upload(options.content, {
      endpoint: options.endpoint,
      uploadUrl: options.url,
      metadata: { ...options.metadata },
      headers: { ...options.headers },
      chunkSize: limits.uploadPartBytes,
      // When to try again, and whether, is decided by whoever asked.
      retryDelays: null,
      storeFingerprintForResuming: false,
      onUploadUrlAvailable: () => upload.url && options.onUrl(upload.url),
      onProgress: (sent) => !stopped && options.onProgress(sent),
      onSuccess: () => !stopped && options.onDone(),
      onError(error) {
        if (stopped) return;
        const answer = 'originalResponse' in error ? error.originalResponse : null;
        options.onBroken(brokenBy(answer, options.url !== null || upload.url !== null));
      },
    });
    // What is under way ends by itself, and nobody waits for it.
    stop = () => void upload.abort().catch(() => undefined);
    upload.start();
  }
};

interface Answer {
  getStatus(): number;
  getBody(): string;
}

/** What an attempt ended by: the line, or the server's no. */
export function brokenBy(answer: Answer | null, hadBegun: boolean): Broken {
  const status = answer?.getStatus() ?? 0;
  if (!answer || status === 0) return { kind: 'line' };
  if (hadBegun && (status === 404 || status === 410)) return { kind: 'forgotten' };
  const told = failureIn(answer.getBody());
  if (passing.has(status) && !isFinal(told)) return { kind: 'line' };
  return { kind: 'refused', failure: told ?? failureOf(status) };
}

/**
 * A full room has the status that a wrong offset has, too: there our code speaks.
 * That the request itself was wrong is said of the latter, which mends itself.
 */
const isFinal = (told: Failure | null): boolean =>
  told !== null && told.code !== 'bad_request' && !isRetryable(told.code);

/** Null for a proxy's page, or the empty answer of a HEAD: there the status alone speaks. */
function failureIn(body: string): Failure | null {
  try {
    const parsed = z.safeParse(Refusal, JSON.parse(body));
    return parsed.success ? parsed.data.error : null;
  } catch {
    return null;
  }
}

function failureOf(status: number): Failure {
  if (status === 413) return { code: 'file_too_large' };
  if (status === 507) return { code: 'storage_full' };
  if (status === 401) return { code: 'not_signed_in' };
  return { code: status === 403 ? 'forbidden' : 'internal' };
}
