/** When somebody to whom something happened is back: inside, and with everything anew. */
import type { RemoteTrack } from '@converge/client/call/types';
import type { Bot } from '../lib/bot.ts';

/** In milliseconds since 1970, which all processes of this machine share. null: not yet. */
export interface Comeback {
  /** Since when it has been inside; null also where it never was outside. */
  readonly inside: number | null;
  /** Each stream of everybody else has brought something by a track that wasn't there before. */
  readonly media: number | null;
}

export interface ComebackWatch {
  /** Settles when the media is back, or after so many milliseconds with what there is. */
  until(ms: number): Promise<Comeback>;
}

/** Looks from now on, so before anything happens. `streams`: so many does it receive when all are there. */
export function watchComeback({ call, from, onPacket }: Bot, streams: number): ComebackWatch {
  const old = new Set(call.tracks.get().map(({ track }) => track));
  /** What had come of a stream when its new track came. */
  const before = new Map<MediaStreamTrack, number>();
  let inside: number | null = null;
  let media: number | null = null;
  const settled = Promise.withResolvers<void>();
  const ends = [
    call.state.subscribe(() => {
      inside = call.state.get().kind === 'in' ? Date.now() : null;
    }),
    call.tracks.subscribe(() => {
      for (const one of fresh()) if (!before.has(one.track)) before.set(one.track, packets(one));
    }),
    onPacket(() => {
      if (!allFlow()) return;
      media = Date.now();
      settled.resolve();
      stop();
    }),
  ];

  return {
    async until(ms) {
      const timer = setTimeout(settled.resolve, ms);
      await settled.promise;
      clearTimeout(timer);
      stop();
      return { inside, media };
    },
  };

  function fresh(): readonly RemoteTrack[] {
    return call.tracks.get().filter(({ track }) => !old.has(track));
  }

  function allFlow(): boolean {
    const now = fresh();
    return (
      now.length === streams && now.every((one) => packets(one) > (before.get(one.track) ?? 0))
    );
  }

  function packets({ participantId, source }: RemoteTrack): number {
    return from(participantId, source)?.packets ?? 0;
  }

  function stop(): void {
    for (const end of ends) end();
  }
}
