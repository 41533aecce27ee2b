/** What the line at the top of the call says about the connection. Pure. */
import type { CallState, MediaLine } from '@converge/client/call/types';
import type { Participant } from '@converge/protocol/realtime/call';

export type LineNotice =
  | 'fine'
  | 'joining'
  | 'reconnecting'
  /** The line is back, but the call is full. */
  | 'full'
  | 'media-connecting'
  | 'media-broken'
  | 'media-thin'
  | 'media-held'
  /** The same towards the one other person: on whose line it is, nobody knows. */
  | 'media-held-between';

export interface LineNoticeInput {
  readonly state: CallState;
  readonly media: MediaLine;
  /** Pictures of others are held back. */
  readonly thin: boolean;
  /** The own picture is. */
  readonly held: boolean;
}

export function lineNoticeOf({ state, media, thin, held }: LineNoticeInput): LineNotice {
  if (state.kind === 'reconnecting') {
    return state.failure?.code === 'call_full' ? 'full' : 'reconnecting';
  }
  if (state.kind !== 'in') return 'joining';
  if (media === 'good' && thin) return 'media-thin';
  if (media === 'good' && held) return state.call.direct ? 'media-held-between' : 'media-held';
  return media === 'good' || !flows(state.call.participants) ? 'fine' : `media-${media}`;
}

/** Whether there is anything to hear or see; without it no media path is needed. */
const flows = (participants: readonly Participant[]): boolean =>
  participants.some(({ media }) => Object.values(media).includes('on'));
