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
  /**
   * Ends the attempt; what came stays at the server. One that is about to begin is heard
   * out first, for what begins there has an address: `onUrl` or `onBroken` tells of it.
   */
  stop(): void;
}

export type StartSending = (options: SendingOptions) => Sending;

/** How long an attempt that was stopped may still take to begin, in milliseconds. */
const beginningMs = 5_000;
const passing = new Set([408, 409, 423, 425, 429, 500, 502, 503, 504]);
const Refusal = z.object({ error: FailureSchema });

/** Over the network. The library comes with the first upload. */
export const startSending: StartSending = (options) => {
  let stopped = false;
  let begun = false;
  let giveUp = () => {};
  let patience: ReturnType<typeof setTimeout> | undefined;
  void begin().catch(() => {
    // Its code could not be fetched: that is the line as well.
    options.onBroken({ kind: 'line' });
  });
  return {
    stop() {
      if (stopped) return;
      stopped = true;
      if (begun) giveUp();
      else patience = setTimeout(neverBegun, beginningMs);
    },
  };

  function neverBegun(): void {
    giveUp();
    options.onBroken({ kind: 'line' });
  }

  async function begin(): Promise<void> {
    const { Upload } = await import('tus-js-client');
    const upload = new Upload(options.content, {
      endpoint: options.endpoint,
      uploadUrl: options.url,
      metadata: { ...options.metadata },
      headers: { ...options.headers },
      chunkSize: limits.uploadPartBytes,
      // When to try again, and whether, is decided by whoever asked.
      retryDelays: null,
      storeFingerprintForResuming: false,
      onUploadUrlAvailable() {
        begun = true;
        clearTimeout(patience);
        if (upload.url) options.onUrl(upload.url);
        if (stopped) giveUp();
      },
      onProgress: (sent) => !stopped && options.onProgress(sent),
      onSuccess: () => !stopped && options.onDone(),
      onError(error) {
        if (stopped && begun) return;
        clearTimeout(patience);
        const answer = 'originalResponse' in error ? error.originalResponse : null;
        options.onBroken(brokenBy(answer, options.url !== null || upload.url !== null));
      },
    });
    // What is under way ends by itself, and nobody waits for it.
    giveUp = () => void upload.abort().catch(() => undefined);
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
