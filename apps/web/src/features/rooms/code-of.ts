import { JoinCode } from '@converge/protocol/ids';

/** What a sentence leaves around what is copied out of it: (code), «code», code. */
const around = /^[^\p{L}\p{N}_-]+|[^\p{L}\p{N}_-]+$/gu;

/** The code in what somebody typed or pasted: a code, a whole link, with spaces for hyphens. */
export function codeOf(text: string): JoinCode | null {
  const found = /\/join\/([^/?#\s]+)/.exec(text)?.[1] ?? text.trim().replace(/\s+/g, '-');
  const parsed = JoinCode.safeParse(found.replace(around, ''));
  return parsed.success ? parsed.data : null;
}
