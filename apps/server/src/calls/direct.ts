/**
 * Two people's way past the SFU: begun when the topology has been right for a
 * while, ended at once when it no longer is, and their signals passed on in
 * between. The producers stay at the SFU, so the way back is a resume.
 */
import { randomUUID } from 'node:crypto';
import { ConvergeError } from '@converge/protocol/errors';
import type { DirectId, ParticipantId } from '@converge/protocol/ids';
import type { CallChange } from '@converge/protocol/realtime/call';
import { type Direct, directSignalled, type Signal } from '@converge/protocol/realtime/direct';
import type { Source } from '@converge/protocol/realtime/media';
import type { Call } from './call.ts';
import { DirectCourse, type DirectEndReason } from './direct-course.ts';
import type { ParticipantMedia } from './ports.ts';
import { topologyOf } from './topology.ts';

/** For so long two have to be left alone: people who come and go shouldn't move the media. */
const SETTLE_MS = 3_000;
/** For so long it isn't tried again between two for whom it went wrong. */
const FAILED_MS = 5 * 60_000;

export class DirectWay {
  readonly #call: Call;
  readonly #willing = new Set<ParticipantId>();
  readonly #muted = new Set<ParticipantId>();
  #failed: { readonly between: string; readonly until: number } | null = null;
  /** The next look: when the two have been alone for long enough, or may try again. */
  #timer: { readonly end: NodeJS.Timeout; readonly kind: 'settle' | 'failed' } | null = null;
  /** Of the way that is in use. */
  #course: DirectCourse | null = null;

  constructor(call: Call) {
    this.#call = call;
  }

  /** Something changed in the call. */
  take(change: CallChange): void {
    if (change.type === 'media') {
      if (change.by) this.#muted.add(change.participantId);
      // They began again by themselves, which the SFU has allowed.
      else if (change.state === 'on') this.#muted.delete(change.participantId);
    }
    if (change.type === 'left') {
      this.#willing.delete(change.participantId);
      this.#muted.delete(change.participantId);
    }
    if (change.type !== 'direct') this.review();
  }

  /** Whether somebody may be spoken to directly. */
  wish(id: ParticipantId, willing: boolean): void {
    if (willing) this.#willing.add(id);
    else this.#willing.delete(id);
    this.review();
  }

  /** Makes it what it should be. */
  review(): void {
    const { snapshot, ended } = this.#call;
    if (ended) return;
    const topology = this.#topology();
    if (snapshot.direct) {
      if (topology.kind === 'server') this.#end(snapshot.direct, topology.because);
      else if (keyOf(topology.between) !== keyOf(snapshot.direct.between)) {
        this.#end(snapshot.direct, 'people');
      }
      return;
    }
    if (topology.kind === 'direct') this.#wait('settle', SETTLE_MS);
    else if (topology.because !== 'failed') this.#stopWaiting();
    else this.#wait('failed', Math.max(0, (this.#failed?.until ?? 0) - this.#now()));
  }

  /**
   * Passes a signal on to the other one.
   * @throws ConvergeError media_not_found
   */
  signal(from: ParticipantId, id: DirectId, signal: Signal): void {
    const to = this.#other(from, id);
    // Who is away hears nothing; where that breaks the connection, it fails and is given up.
    const session = this.#call.participants.get(to)?.connection?.session;
    session?.send(directSignalled, { roomId: this.#call.roomId, id, signal });
  }

  /**
   * What of the other one arrives directly is held back at the SFU.
   * @throws ConvergeError media_not_found
   */
  async received(
    by: ParticipantId,
    media: ParticipantMedia,
    id: DirectId,
    sources: readonly Source[],
  ): Promise<void> {
    const owner = this.#other(by, id);
    await media.setElsewhere(sources.length > 0 ? { owner, sources: new Set(sources) } : null);
    if (this.#call.snapshot.direct?.id === id) this.#course?.receives(sources, this.#now());
  }

  /** It didn't come about, or broke. */
  failed(by: ParticipantId, id: DirectId): void {
    const { direct } = this.#call.snapshot;
    if (direct?.id !== id || !direct.between.includes(by)) return;
    this.#failed = { between: keyOf(direct.between), until: this.#now() + FAILED_MS };
    this.review();
  }

  close(): void {
    this.#stopWaiting();
    this.#endCourse('people');
    this.#willing.clear();
    this.#muted.clear();
  }

  #topology() {
    const { snapshot, rules, arrivals, context } = this.#call;
    const ids = snapshot.participants.map(({ id }) => id);
    return topologyOf({
      allowed: context.direct,
      participants: snapshot.participants,
      arriving: [...arrivals.keys()].filter((id) => !ids.includes(id)).length,
      rules,
      willing: this.#willing,
      muted: this.#muted,
      failed: this.#failed?.between === keyOf(ids) && this.#now() < this.#failed.until,
      running: snapshot.direct !== null,
    });
  }

  #begin(): void {
    const topology = this.#topology();
    if (topology.kind !== 'direct' || this.#call.snapshot.direct) {
      this.review();
      return;
    }
    const [first, second] = topology.between;
    const id = randomUUID() as DirectId;
    const { participants, context } = this.#call;
    const clients = topology.between.flatMap(
      (one) => participants.get(one)?.connection?.session.client ?? [],
    );
    this.#course = new DirectCourse(this.#now(), clients, context.observer);
    this.#call.apply({
      type: 'direct',
      direct: { id, between: [first, second] },
      because: 'two',
    });
  }

  /** The SFU takes over first; then they are told. */
  #end({ between }: Direct, because: DirectEndReason): void {
    for (const id of between) void this.#call.participants.get(id)?.media?.setElsewhere(null);
    this.#endCourse(because);
    this.#call.apply({ type: 'direct', direct: null, because });
    this.review();
  }

  #endCourse(because: DirectEndReason): void {
    this.#course?.end(because, this.#now());
    this.#course = null;
  }

  #wait(kind: 'settle' | 'failed', ms: number): void {
    if (this.#timer?.kind === kind) return;
    this.#stopWaiting();
    const end = setTimeout(() => {
      this.#timer = null;
      this.#begin();
    }, ms);
    end.unref();
    this.#timer = { end, kind };
  }

  #stopWaiting(): void {
    if (this.#timer) clearTimeout(this.#timer.end);
    this.#timer = null;
  }

  /** @throws ConvergeError media_not_found (they don't speak by this connection, or no more) */
  #other(one: ParticipantId, id: DirectId): ParticipantId {
    const { direct } = this.#call.snapshot;
    if (direct?.id !== id) throw new ConvergeError('media_not_found');
    const [first, second] = direct.between;
    if (one === first) return second;
    if (one === second) return first;
    throw new ConvergeError('media_not_found');
  }

  #now(): number {
    return this.#call.context.clock.now();
  }
}

const keyOf = (between: readonly ParticipantId[]): string => [...between].sort().join(' ');
