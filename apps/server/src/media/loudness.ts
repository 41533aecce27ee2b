/**
 * Who is heard, and who has the word. Two observers of the worker look at the
 * audio levels in the packets' headers; here their findings become news.
 */
import type { ParticipantId } from '@converge/protocol/ids';
import type {
  ActiveSpeakerObserver,
  AudioLevelObserver,
  AudioLevelObserverVolume,
  Producer,
  Router,
} from 'mediasoup/types';
import type { Log } from '../platform/log.ts';

/** Twice a second: what eyes take for "at once" in a ring around a face. */
const INTERVAL_MS = 500;
/** dBov below which it is the room's noise. */
const THRESHOLD = -60;
/** More than one could show; the loudest are told. */
const MAX_TOLD = 20;

export interface LoudnessNews {
  levels(levels: [ParticipantId, number][]): void;
  speaker(participantId: ParticipantId | null): void;
}

export class Loudness {
  readonly #levels: AudioLevelObserver;
  readonly #speakers: ActiveSpeakerObserver;
  readonly #news: LoudnessNews;
  readonly #log: Log;
  readonly #owners = new Map<string, ParticipantId>();
  #told = '[]';
  /** Whom the observer named last; it names somebody also where all are silent. */
  #dominant: string | null = null;
  #speaker: string | null = null;

  static async open(router: Router, news: LoudnessNews, log: Log): Promise<Loudness> {
    const [levels, speakers] = await Promise.all([
      router.createAudioLevelObserver({
        maxEntries: MAX_TOLD,
        threshold: THRESHOLD,
        interval: INTERVAL_MS,
      }),
      router.createActiveSpeakerObserver({ interval: 300 }),
    ]);
    return new Loudness(levels, speakers, news, log);
  }

  private constructor(
    levels: AudioLevelObserver,
    speakers: ActiveSpeakerObserver,
    news: LoudnessNews,
    log: Log,
  ) {
    this.#levels = levels;
    this.#speakers = speakers;
    this.#news = news;
    this.#log = log;
    levels.on('volumes', (volumes) => this.#heard(volumes));
    levels.on('silence', () => this.#heard([]));
    speakers.on('dominantspeaker', ({ producer }) => {
      this.#dominant = producer.id;
    });
  }

  /** Listens to a microphone until it closes. */
  add(producer: Producer, owner: ParticipantId): void {
    const { id } = producer;
    this.#owners.set(id, owner);
    for (const observer of [this.#levels, this.#speakers]) {
      observer.addProducer({ producerId: id }).catch((error: unknown) => {
        if (!producer.closed) this.#log.warn({ err: error }, 'a microphone is not observed');
      });
    }
    producer.observer.on('pause', () => this.#silent(id));
    producer.observer.once('close', () => {
      this.#owners.delete(id);
      if (this.#dominant === id) this.#dominant = null;
      this.#silent(id);
    });
  }

  #heard(volumes: readonly AudioLevelObserverVolume[]): void {
    const levels: [ParticipantId, number][] = [];
    for (const { producer, volume } of volumes) {
      const owner = this.#owners.get(producer.id);
      if (owner !== undefined && !producer.paused) levels.push([owner, volume]);
    }
    const told = JSON.stringify(levels);
    if (told !== this.#told) {
      this.#told = told;
      this.#news.levels(levels);
    }
    // The word is theirs once they are heard, and until another has it or they are muted.
    const dominant = this.#dominant;
    if (dominant && dominant !== this.#speaker && volumes.some((v) => v.producer.id === dominant)) {
      this.#speaker = dominant;
      this.#news.speaker(this.#owners.get(dominant) ?? null);
    }
  }

  #silent(producerId: string): void {
    if (this.#speaker !== producerId) return;
    this.#speaker = null;
    this.#news.speaker(null);
  }
}
