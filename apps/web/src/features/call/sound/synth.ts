/**
 * The few short sounds of a call, made on the spot: no file is loaded, and each
 * is soft enough to lie under a voice.
 */
export const sounds = ['join', 'leave', 'hand', 'knock', 'message'] as const;
export type Sound = (typeof sounds)[number];

interface Note {
  /** Hertz. */
  readonly pitch: number;
  /** Seconds after the beginning. */
  readonly at: number;
  /** Seconds until it has died away. */
  readonly length: number;
}

const melodies: Readonly<Record<Sound, readonly Note[]>> = {
  join: [
    { pitch: 523, at: 0, length: 0.16 },
    { pitch: 784, at: 0.09, length: 0.26 },
  ],
  leave: [
    { pitch: 659, at: 0, length: 0.16 },
    { pitch: 440, at: 0.09, length: 0.28 },
  ],
  hand: [
    { pitch: 880, at: 0, length: 0.1 },
    { pitch: 880, at: 0.13, length: 0.2 },
  ],
  knock: [
    { pitch: 330, at: 0, length: 0.12 },
    { pitch: 330, at: 0.16, length: 0.12 },
    { pitch: 392, at: 0.32, length: 0.24 },
  ],
  message: [{ pitch: 988, at: 0, length: 0.14 }],
};

const loudness = 0.09;

let context: AudioContext | null = null;

/**
 * Plays a sound on a speaker (`''`: the system's). Settles when it has ended;
 * rejects where the browser doesn't let the page make a sound yet.
 */
export async function play(sound: Sound, speaker = ''): Promise<void> {
  context ??= new AudioContext();
  const audio = context;
  if (audio.state === 'suspended') await audio.resume();
  await toSpeaker(audio, speaker);
  const start = audio.currentTime + 0.02;
  await Promise.all(melodies[sound].map((note) => playNote(audio, note, start)));
}

/** Only some browsers let a page choose the speaker of its own sounds. */
async function toSpeaker(audio: AudioContext, speaker: string): Promise<void> {
  if (!('setSinkId' in audio) || typeof audio.setSinkId !== 'function') return;
  const wanted = speaker === 'default' ? '' : speaker;
  if ('sinkId' in audio && audio.sinkId === wanted) return;
  try {
    await audio.setSinkId(wanted);
  } catch {
    // The speaker was pulled out: the sound comes from the one the system uses.
  }
}

function playNote(audio: AudioContext, note: Note, start: number): Promise<void> {
  const tone = audio.createOscillator();
  const envelope = audio.createGain();
  const from = start + note.at;
  tone.type = 'sine';
  tone.frequency.value = note.pitch;
  envelope.gain.setValueAtTime(0, from);
  envelope.gain.linearRampToValueAtTime(loudness, from + 0.015);
  envelope.gain.exponentialRampToValueAtTime(0.0001, from + note.length);
  tone.connect(envelope).connect(audio.destination);
  tone.start(from);
  tone.stop(from + note.length);
  return new Promise((done) => {
    tone.onended = () => done();
  });
}
