import type { ParticipantId } from '@converge/protocol/ids';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { CallSession } from '../../../data/call-session.ts';
import { useFaultToast } from '../../faults/use-fault-toast.ts';
import type { PersonModel } from '../model/people.ts';
import type { TileModel } from '../model/tiles.ts';
import type { PeopleActions } from '../people/people-panel.tsx';
import type { TileActions } from '../tile/tile-port.ts';
import { callUi, changeCallUi } from './ui-state.ts';

/** What one may do to others, at their tiles and in the list; the server decides it once more. */
export function useModeration(
  session: CallSession,
  people: readonly PersonModel[],
  ask: {
    remove(id: ParticipantId): void;
    rights(id: ParticipantId): void;
    popOut(tile: TileModel): void;
  },
) {
  const showFault = useFaultToast();
  const latest = useRef({ people, showFault, ask });
  useEffect(() => {
    latest.current = { people, showFault, ask };
  });

  const peopleActions = useMemo((): PeopleActions => {
    const attempt = (request: Promise<void>) =>
      void request.catch((error: unknown) => latest.current.showFault(error));
    const { leading } = session.call;
    return {
      mute: (id) => attempt(leading.mute(id)),
      stop: (id, source) => attempt(leading.stop(id, source)),
      lowerHand: (id) => attempt(leading.lowerHand(id)),
      giveFloor: (id, capability) => attempt(leading.grant(id, capability, true, true)),
      takeBack: (id, capability) => attempt(leading.grant(id, capability, null)),
      openRights: (id) => latest.current.ask.rights(id),
      remove: (id) => latest.current.ask.remove(id),
    };
  }, [session]);

  // One object per set of rights: a tile is drawn anew only when what may be done with it changes.
  const made = useMemo(
    () => ({ by: peopleActions, cache: new Map<string, TileActions>() }),
    [peopleActions],
  );
  const actionsFor = useCallback(
    (tile: TileModel): TileActions => {
      const may = people.find(({ participantId }) => participantId === tile.participantId)?.may;
      const key = [may?.mute, may?.remove, may?.lowerHand, may?.stopCamera, may?.stopScreen]
        .map(Number)
        .join('');
      const known = made.cache.get(key);
      if (known) return known;
      const fresh: TileActions = {
        pin: (one) => togglePin(session, one),
        popOut: (one) => latest.current.ask.popOut(one),
        ...(may?.mute ? { mute: (one: TileModel) => made.by.mute(one.participantId) } : {}),
        ...(may?.remove ? { remove: (one: TileModel) => made.by.remove(one.participantId) } : {}),
        ...(may?.stopCamera
          ? { stopCamera: (one: TileModel) => made.by.stop(one.participantId, 'camera') }
          : {}),
        ...(may?.stopScreen
          ? { stopScreen: (one: TileModel) => made.by.stop(one.participantId, 'screen') }
          : {}),
        ...(may?.lowerHand
          ? { lowerHand: (one: TileModel) => made.by.lowerHand(one.participantId) }
          : {}),
      };
      made.cache.set(key, fresh);
      return fresh;
    },
    [people, made, session],
  );
  return { peopleActions, actionsFor };
}

function togglePin(session: CallSession, tile: TileModel): void {
  const { pinned } = callUi(session).get();
  changeCallUi(session, { pinned: pinned === tile.id ? null : tile.id });
}
