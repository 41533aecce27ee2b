/** A short sound through the chosen speaker: "can you hear this?" */

/**
 * Plays two soft tones. Settles when they have been played; throws what the
 * browser throws where it can't (an unknown device, no gesture yet).
 */
export async function playSpeakerTest(deviceId: string | null): Promise<void> {
  const context = new AudioContext();
  try {
    const audio = new Audio();
    // By way of an element, since only elements can choose a speaker everywhere.
    const output = context.createMediaStreamDestination();
    audio.srcObject = output.stream;
    if (deviceId !== null && 'setSinkId' in audio) await audio.setSinkId(deviceId);
    await context.resume();
    await audio.play();
    const last = [523.25, 659.25].map((hertz, i) => tone(context, output, hertz, i * 0.35)).at(-1);
    await new Promise((resolve) => last?.addEventListener('ended', resolve, { once: true }));
    audio.srcObject = null;
  } finally {
    await context.close();
  }
}

function tone(
  context: AudioContext,
  output: AudioNode,
  hertz: number,
  afterSeconds: number,
): OscillatorNode {
  const begin = context.currentTime + 0.05 + afterSeconds;
  const volume = context.createGain();
  volume.gain.setValueAtTime(0, begin);
  volume.gain.linearRampToValueAtTime(0.3, begin + 0.03);
  volume.gain.exponentialRampToValueAtTime(0.001, begin + 0.6);
  const oscillator = context.createOscillator();
  oscillator.frequency.value = hertz;
  oscillator.connect(volume).connect(output);
  oscillator.start(begin);
  oscillator.stop(begin + 0.65);
  return oscillator;
}
