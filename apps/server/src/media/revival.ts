/**
 * Pictures whose sender was away. The worker chooses a layer at the moment in which
 * one of them lives again, by what each carries by then. Where the first packet
 * belongs to no picture that stands by itself in time (temporal layer 0), that reads
 * as nothing: the worker chooses none, and for seconds nothing makes it choose again
 * (mediasoup 3.27, `SimulcastProducerStreamManager::IncreaseLayer`).
 */
import type { Consumer } from 'mediasoup/types';
import { unlessEnded } from './errors.ts';

/** As long as a picture that stands by itself in time may be away: at ten a second, every fourth. */
const AGAIN_MS = 100;
const TIMES = 15;

export interface RevivalOptions {
  /** The layer that is wished for; null: nothing is to be sent now. */
  readonly wanted: () => number | null;
  /** The sender is there again, and nothing is passed on yet. */
  readonly revived: () => void;
  readonly failed: (error: unknown) => void;
}

/** Has the worker choose again until it has chosen, each time the sender is back. */
export function watchRevival(consumer: Consumer, options: RevivalOptions): void {
  const lives = () => consumer.score.producerScores.some((score) => score > 0);
  let lived = lives();
  /** One that begins isn't back: its first picture stands by itself. */
  let known = lived;
  let timer: NodeJS.Timeout | undefined;

  consumer.on('score', () => {
    const back = known && !lived;
    lived = lives();
    known ||= lived;
    if (!back || !lived || consumer.currentLayers || options.wanted() === null) return;
    options.revived();
    clearTimeout(timer);
    again(TIMES);
  });
  consumer.observer.once('close', () => clearTimeout(timer));

  function again(left: number): void {
    timer = setTimeout(() => {
      const spatialLayer = options.wanted();
      if (!lived || consumer.currentLayers || spatialLayer === null) return;
      chooseAgain(spatialLayer).catch(options.failed);
      if (left > 1) again(left - 1);
    }, AGAIN_MS);
    timer.unref();
  }

  /** The worker chooses again where another layer is wished for, so it is for a moment. */
  async function chooseAgain(spatialLayer: number): Promise<void> {
    const ended = () => consumer.closed;
    await Promise.all([
      unlessEnded(consumer.setPreferredLayers({ spatialLayer, temporalLayer: 0 }), ended),
      unlessEnded(consumer.setPreferredLayers({ spatialLayer }), ended),
    ]);
  }
}
