/**
 * Readable room codes such as `kuzo-mira-tel`: syllables that can be said over a
 * telephone in English, Russian and Ukrainian alike. 70 values for each of four
 * syllables and 630 for the last make 1.5 × 10^10 codes; guessing one of them is
 * slowed at the door (guesses.ts). The codes of invites are random: 128 bits,
 * which nobody comes upon by trying.
 */
import { randomBytes, randomInt } from 'node:crypto';

// Without c, h, j, q, w, x, y: those are spoken or heard differently from one language to the next.
const consonants = 'bdfgklmnprstvz';
const vowels = 'aeiou';
const endings = 'klmnprstv';

/** What no code should contain, in any of the three languages. */
const unwelcome =
  /suka|sral|pido|pizd|mud|fuk|fag|nig|naz|rape|tit|dik|kok|kum|pis|pip|kak|zop|vag|anal|nude|gov|sos/;

type Pick = (choices: string) => string;

const random: Pick = (choices) => choices.charAt(randomInt(choices.length));

/** A new code, from the system's source of randomness. Whether it is free, the database decides. */
export function newRoomCode(pick: Pick = random): string {
  for (;;) {
    const syllable = () => pick(consonants) + pick(vowels);
    const first = syllable() + syllable();
    const second = syllable() + syllable();
    const third = syllable() + pick(endings);
    if (!unwelcome.test(first + second + third)) return `${first}-${second}-${third}`;
  }
}

const inviteBytes = 16;

/** A new invite's code. */
export const newInviteCode = (): string => randomBytes(inviteBytes).toString('base64url');

const inviteLength = newInviteCode().length;

/** Whether it may be a room's code, of which there are few enough to try; no code of a room is as long as an invite's. */
export const canBeGuessed = (code: string): boolean => code.length < inviteLength;

/** A room's code as it is kept: people type codes by hand, and telephones begin with a capital. */
export const writtenCode = (typed: string): string => typed.toLowerCase();
