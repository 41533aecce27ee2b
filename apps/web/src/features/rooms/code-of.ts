import { JoinCode } from '@converge/protocol/ids';

/** The code in what somebody typed or pasted: a code, a whole link, with spaces for hyphens. */
export function codeOf(text: string): JoinCode | null {
  const trimmed = text.trim();
  const afterJoin = /\/join\/([^/?#\s]+)/.exec(trimmed)?.[1];
  const parsed = JoinCode.safeParse(afterJoin ?? trimmed.replace(/\s+/g, '-'));
  return parsed.success ? parsed.data : null;
}
