import type { Call } from '@converge/client/call/types';
import type { SourceState } from '@converge/protocol/realtime/call';

/** Whether a picture of somebody else is to be expected; where none is, nothing is waited for. */
export const isSomebodySeen = ({ participants, self }: Pick<Call, 'participants' | 'self'>) =>
  participants
    .get()
    .some(({ id, media }) => id !== self.get()?.id && (isOn(media.camera) || isOn(media.screen)));

const isOn = (state: SourceState | undefined): boolean => state === 'on';
