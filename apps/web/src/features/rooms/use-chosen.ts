import type { RoomId } from '@converge/protocol/ids';
import type { ListedRoom, Room } from '@converge/protocol/rest/rooms';
import { useState } from 'react';
import { useMe } from '../../data/space.ts';
import { isChoosable } from './several/acts.ts';

/** Rooms that are chosen to do something with all of them. */
export interface Chosen {
  has(room: Room): boolean;
  /** Whether there is anything one could do with it. */
  choosable(room: Room): boolean;
  toggle(room: Room): void;
}

export interface Choosing {
  /** null: nobody chooses now. */
  readonly chosen: Chosen | null;
  /** Of `shown` those that can be chosen, and those that are. */
  readonly choosable: readonly ListedRoom[];
  readonly rooms: readonly ListedRoom[];
  choose(rooms: readonly Room[]): void;
  begin(): void;
  end(): void;
}

/** What isn't shown isn't chosen: a search narrows the choice together with the list. */
export function useChosen(shown: readonly ListedRoom[]): Choosing {
  const spaceRole = useMe()?.role ?? null;
  const [ids, setIds] = useState<ReadonlySet<RoomId> | null>(null);
  const isOpen = (room: Room) => isChoosable(room, spaceRole);
  const choosable = shown.filter(isOpen);
  return {
    chosen: ids && {
      has: ({ id }) => ids.has(id),
      choosable: isOpen,
      toggle: ({ id }) => setIds(toggled(ids, id)),
    },
    choosable,
    rooms: choosable.filter(({ id }) => ids?.has(id)),
    choose: (rooms) => setIds(new Set(rooms.map(({ id }) => id))),
    begin: () => setIds(new Set()),
    end: () => setIds(null),
  };
}

function toggled(ids: ReadonlySet<RoomId>, id: RoomId): ReadonlySet<RoomId> {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return next;
}
