/**
 * Which layers of each video anybody wants, told to who sends it, so that nothing
 * is encoded for nobody (SPEC ADAPT-1). This is the one place where it is decided
 * that something isn't sent.
 */
import type { ParticipantId, ProducerId } from '@converge/protocol/ids';
import type { Stream } from './stream.ts';

/** Whoever takes in streams: a participant's receiver, or what will record a call. */
export interface Wanter {
  /** The highest layer it takes or may take next; null: none of this stream. */
  wants(producerId: ProducerId): number | null;
}

export interface DemandOptions {
  readonly streams: () => Iterable<Stream>;
  readonly wanters: () => Iterable<Wanter>;
  readonly tell: (owner: ParticipantId, producerId: ProducerId, layer: number | null) => void;
}

/**
 * How long fewer layers must do before it is said. Turning a page back and forth,
 * or a window that is dragged smaller, shouldn't switch encoders. It is also as
 * long as a stream that nobody looks at is kept open.
 */
const CALM_MS = 5_000;

/** Above every layer: nothing was said yet, and everything is sent. */
const ALL = Number.POSITIVE_INFINITY;
/** Below every layer. */
const NONE = -1;

/** Forty screens of a wall aren't encoded first and looked at afterwards. */
const beginning = ({ source }: Stream): number => (source === 'wallScreen' ? NONE : ALL);

interface Told {
  layer: number;
  lowering: NodeJS.Timeout | null;
}

export class Demand {
  readonly #options: DemandOptions;
  readonly #told = new Map<ProducerId, Told>();
  #looking: NodeJS.Immediate | null = null;
  #closed = false;

  constructor(options: DemandOptions) {
    this.#options = options;
  }

  /** Something that is wanted may have changed: looks, once per turn of the event loop. */
  review(): void {
    if (this.#closed) return;
    this.#looking ??= setImmediate(() => {
      this.#looking = null;
      for (const stream of this.#options.streams()) if (stream.layers) this.#look(stream);
    });
  }

  /** Somebody's line is back: says again what they may not have heard. */
  repeat(owner: ParticipantId): void {
    for (const stream of this.#options.streams()) {
      const told = this.#told.get(stream.id);
      if (stream.owner === owner && told && told.layer !== ALL) this.#say(stream, told.layer);
    }
  }

  /** A stream has ended. */
  forget(producerId: ProducerId): void {
    const told = this.#told.get(producerId);
    if (told?.lowering) clearTimeout(told.lowering);
    this.#told.delete(producerId);
  }

  close(): void {
    this.#closed = true;
    if (this.#looking) clearImmediate(this.#looking);
    for (const producerId of [...this.#told.keys()]) this.forget(producerId);
  }

  #look(stream: Stream): void {
    const told = this.#told.get(stream.id) ?? { layer: beginning(stream), lowering: null };
    this.#told.set(stream.id, told);
    const wanted = this.#wanted(stream);
    if (wanted < told.layer) {
      told.lowering ??= setTimeout(() => {
        told.lowering = null;
        this.#set(stream, told, this.#wanted(stream));
      }, CALM_MS).unref();
      return;
    }
    if (told.lowering) clearTimeout(told.lowering);
    told.lowering = null;
    this.#set(stream, told, wanted);
  }

  #wanted({ id, layers }: Stream): number {
    let highest = NONE;
    for (const wanter of this.#options.wanters()) {
      highest = Math.max(highest, wanter.wants(id) ?? NONE);
    }
    // Who wants the top one gets what there is, also if it is more than we know of.
    return highest === (layers?.widths.length ?? 0) - 1 ? ALL : highest;
  }

  #set(stream: Stream, told: Told, layer: number): void {
    if (layer === told.layer) return;
    told.layer = layer;
    this.#say(stream, layer);
  }

  #say({ id, owner, layers }: Stream, layer: number): void {
    const top = (layers?.widths.length ?? 1) - 1;
    this.#options.tell(owner, id, layer === NONE ? null : Math.min(layer, top));
  }
}
