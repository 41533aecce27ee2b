/** How loud a track is, by the browser's own audio graph. */

const TICKS_PER_SECOND = 20;

/**
 * Tells the loudness of `track` (0 to 1, speech lying around the middle) until
 * the answer is called. It listens to a copy, so that a muted microphone can
 * still be seen to hear something: "you are muted".
 */
export function measureLoudness(
  track: MediaStreamTrack,
  tell: (level: number) => void,
): () => void {
  const copy = track.clone();
  copy.enabled = true;
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 1024;
  context.createMediaStreamSource(new MediaStream([copy])).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    tell(loudness(samples));
  }, 1000 / TICKS_PER_SECOND);

  // Until the person has touched the page, browsers keep audio graphs asleep.
  const abort = new AbortController();
  const wake = () => void context.resume();
  for (const sign of ['pointerdown', 'keydown'] as const) {
    window.addEventListener(sign, wake, { signal: abort.signal });
  }
  return () => {
    abort.abort();
    clearInterval(timer);
    copy.stop();
    void context.close();
    tell(0);
  };
}

/** Root mean square of the samples, from -60 dBFS (0) to -5 dBFS (1). */
export function loudness(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return levelOfDecibels(10 * Math.log10(sum / samples.length));
}

/** A loudness in decibels below full scale as a part of what a meter shows. */
export function levelOfDecibels(decibels: number): number {
  return Math.min(1, Math.max(0, (decibels + 60) / 55));
}
