import type { Room } from '@converge/protocol/rest/rooms';
import { useState } from 'react';
import { type Fault, toFault } from '../../../data/failure.ts';
import { useDeleteRoom, useSetArchived, useUpdateRoom } from '../../../data/rooms.ts';
import { useMe } from '../../../data/space.ts';
import { toast } from '../../../design/toast.ts';
import { useWords } from '../../../i18n/words.ts';
import { type Act, fitting, isAsked } from './acts.ts';

/** A room with which it didn't work, and why. */
export interface Failed {
  readonly room: Room;
  readonly fault: Fault;
}

export type SeveralState =
  | { readonly kind: 'rests' }
  | { readonly kind: 'asks'; readonly act: Act; readonly rooms: readonly Room[] }
  | { readonly kind: 'works'; readonly done: number; readonly total: number }
  | {
      readonly kind: 'failed';
      readonly act: Act;
      readonly done: number;
      readonly failed: readonly Failed[];
    };

/**
 * Does one thing with several rooms: one request for each, one after another, so that
 * each is judged by itself and what doesn't work with one hinders no other. `onOver`
 * hears with which it is still to be done.
 */
export function useSeveral(onOver: (left: readonly Room[]) => void) {
  const t = useWords('roomsSeveral');
  const spaceRole = useMe()?.role ?? null;
  const archiving = useSetArchived();
  const updating = useUpdateRoom();
  const deleting = useDeleteRoom();
  const [state, setState] = useState<SeveralState>({ kind: 'rests' });

  function one(act: Act, { id }: Room): Promise<unknown> {
    switch (act) {
      case 'show':
        return updating.mutateAsync({ id, body: { access: 'open' } });
      case 'hide':
        return updating.mutateAsync({ id, body: { access: 'link' } });
      case 'archive':
        return archiving.mutateAsync({ id, archived: true });
      case 'restore':
        return archiving.mutateAsync({ id, archived: false });
      case 'delete':
        return deleting.mutateAsync(id);
      default:
        return act satisfies never;
    }
  }

  async function run(act: Act, rooms: readonly Room[]): Promise<void> {
    const failed: Failed[] = [];
    for (const [done, room] of rooms.entries()) {
      setState({ kind: 'works', done, total: rooms.length });
      try {
        await one(act, room);
      } catch (error) {
        failed.push({ room, fault: toFault(error) });
      }
    }
    const done = rooms.length - failed.length;
    onOver(failed.map(({ room }) => room));
    if (failed.length > 0) {
      setState({ kind: 'failed', act, done, failed });
      return;
    }
    setState({ kind: 'rests' });
    toast({
      title: t(`did.${act}`, { count: done }),
      ...(act === 'archive'
        ? { action: { label: t('undo'), run: () => void run('restore', rooms) } }
        : {}),
    });
  }

  return {
    state,
    /** Those of `rooms` with which it can be done. */
    fitting: (act: Act, rooms: readonly Room[]) => fitting(act, rooms, spaceRole),
    /** Asks first where it has to, else begins. */
    begin(act: Act, rooms: readonly Room[]): void {
      if (isAsked(act, rooms)) setState({ kind: 'asks', act, rooms });
      else void run(act, rooms);
    },
    /** Without asking: it was. */
    run: (act: Act, rooms: readonly Room[]): void => void run(act, rooms),
    rest: () => setState({ kind: 'rests' }),
  };
}
