/** Which sound says most about what happened. Pure. */
import type { CallNews } from '../model/news.ts';
import type { Sound } from './synth.ts';

/** Beyond this many people, coming and going is no news any more. */
const smallCall = 12;

/** One sound for all that happened at once; null: nothing worth a sound. */
export function cueFor(news: readonly CallNews[], people: number): Sound | null {
  const has = (kind: CallNews['kind']) => news.some((one) => one.kind === kind);
  if (has('hand')) return 'hand';
  if (people > smallCall) return null;
  if (has('joined')) return 'join';
  return has('left') ? 'leave' : null;
}
