/** Whose the tracks are that the browser counts, and on whose line theirs get lost. */
import { losesWhatIsSent, qualityOf } from '@converge/protocol/quality';
import type { Participant } from '@converge/protocol/realtime/call';
import { sentSources } from '@converge/protocol/realtime/media';
import type { RemoteTracks } from '../remote-tracks.ts';
import type { LocalMedia } from '../types.ts';
import type { QualityMonitorOptions } from './monitor.ts';

export interface OwnershipOptions {
  readonly local: LocalMedia;
  readonly tracks: RemoteTracks;
  readonly participants: () => readonly Participant[];
}

export function createOwnership(
  options: OwnershipOptions,
): Pick<QualityMonitorOptions, 'whose' | 'blamed'> {
  const { local, tracks, participants } = options;
  return {
    whose(trackId) {
      const remote = tracks.all.get().find(({ track }) => track.id === trackId);
      if (remote) return { participantId: remote.participantId, source: remote.source };
      const own = sentSources.find((source) => {
        const state = local[source].get();
        return (state.kind === 'on' || state.kind === 'muted') && state.track.id === trackId;
      });
      return own ? { participantId: null, source: own } : null;
    },
    blamed(participantId) {
      const theirs = participants().find(({ id }) => id === participantId);
      return theirs !== undefined && losesWhatIsSent(qualityOf(theirs));
    },
  };
}
