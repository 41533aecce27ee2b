/** One attempt to bring a file to the server, over tus. */
import { type Failure, Failure as FailureSchema, isRetryable } from '@converge/protocol/errors';
import { limits } from '@converge/protocol/limits';
import * as z from 'zod/mini';
import type { Clock } from '../state/clock.ts';

export interface SendingOptions {
  /** Where uploads begin. */
  readonly endpoint: string;
  /** Where this one goes on; null: it hasn't begun. */
  readonly url: string | null;
  readonly content: Blob;
  readonly metadata: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly clock: Clock;
  /** It has begun; from now on it can go on there. */
  onUrl(url: string): void;
  onProgress(sent: number): void;
  onDone(): void;
  /** The last that is heard of it. */
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
  /** It is done, or broke off: there is nothing left to stop, or to be said. */
  let over = false;
  /** It has an address, so it can be stopped at once and goes on there. */
  let begun = options.url !== null;
  let giveUp = () => {};
  let stopPatience = () => {};
  // Where its code could not be fetched, that is the line as well.
  void begin().catch(() => broken({ kind: 'line' }));
  return {
    stop() {
      if (stopped || over) return;
      stopped = true;
      if (begun) giveUp();
      else stopPatience = options.clock.after(beginningMs, neverBegun);
    },
  };

  function neverBegun(): void {
    giveUp();
    broken({ kind: 'line' });
  }

  /** What has an address says nothing more once it was stopped. */
  function silent(): boolean {
    return over || (stopped && begun);
  }

  function broken(why: Broken): void {
    if (silent()) return;
    over = true;
    stopPatience();
    options.onBroken(why);
  }

  async function begin(): Promise<void> {
    const { Upload } = await import('tus-js-client');
    if (stopped) {
      // Nothing was asked of the server, so nothing can begin.
      broken({ kind: 'line' });
      return;
    }
    const upload = new Upload(options.content, {
      // One that is forgotten begins anew only when it is asked for: by itself, the library
      // would begin another one where this one has an address already.
      endpoint: options.url === null ? options.endpoint : null,
      uploadUrl: options.url,
      metadata: { ...options.metadata },
      headers: { ...options.headers },
      chunkSize: limits.uploadPartBytes,
      // When to try again, and whether, is decided by whoever asked.
      retryDelays: null,
      storeFingerprintForResuming: false,
      onUploadUrlAvailable() {
        if (silent()) {
          // Stopped before the library had asked for it, which it does all the same.
          giveUp();
          return;
        }
        begun = true;
        stopPatience();
        if (upload.url) options.onUrl(upload.url);
        if (stopped) giveUp();
      },
      onProgress: (sent) => !stopped && options.onProgress(sent),
      onSuccess() {
        if (stopped || over) return;
        over = true;
        options.onDone();
      },
      onError(error) {
        const answer = 'originalResponse' in error ? error.originalResponse : null;
        broken(brokenBy(answer, begun));
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
