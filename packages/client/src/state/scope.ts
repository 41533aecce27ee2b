/**
 * The lifetime of something: it closes once, and with it all that was registered
 * in it, the youngest first. Closing twice is closing once.
 */
export interface Scope {
  readonly closed: boolean;
  /** Aborts when the scope closes; for `fetch` and for waiting. */
  readonly signal: AbortSignal;
  /** Runs when the scope closes; at once where it already has. */
  onClose(run: () => void): void;
  /** A lifetime within this one; it may end earlier by itself. */
  child(): Scope;
  close(): void;
}

export function createScope(onThrow: (error: unknown) => void = reportThrown): Scope {
  return make(null, onThrow);
}

function make(leaveParent: (() => void) | null, onThrow: (error: unknown) => void): Scope {
  const abort = new AbortController();
  const endings = new Set<() => void>();
  let closed = false;

  const scope: Scope = {
    get closed() {
      return closed;
    },
    signal: abort.signal,
    onClose(run) {
      if (closed) return guard(run);
      endings.add(run);
    },
    child() {
      const ending = () => child.close();
      const child = make(() => endings.delete(ending), onThrow);
      scope.onClose(ending);
      return child;
    },
    close() {
      if (closed) return;
      closed = true;
      leaveParent?.();
      abort.abort(new ScopeClosed());
      const runs = [...endings].reverse();
      endings.clear();
      for (const run of runs) guard(run);
    },
  };
  return scope;

  /** What fails while closing must not keep the rest open. */
  function guard(run: () => void): void {
    try {
      run();
    } catch (error) {
      onThrow(error);
    }
  }
}

/** Why something that waited on a scope's signal gave up. */
export class ScopeClosed extends Error {
  constructor() {
    super('scope closed');
    this.name = 'ScopeClosed';
  }
}

function reportThrown(error: unknown): void {
  console.error('closing failed', error);
}
