import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { type Order, orders, type Show, shows } from './arrange.ts';

export const views = ['cards', 'table'] as const;
export type View = (typeof views)[number];

/** How one looks at the rooms. */
export interface RoomView {
  readonly show: Show;
  readonly order: Order;
  readonly view: View;
  readonly query: string;
}

const storageKey = 'converge.rooms.view';

const pick = <T extends string>(all: readonly T[], value: string | null): T | undefined =>
  all.find((one) => one === value);

/**
 * What is shown stands in the address, so that reload, back and a sent link keep
 * it; whether as cards or as a table is this device's habit.
 */
export function useRoomView(): [RoomView, (change: Partial<RoomView>) => void] {
  const [search, setSearch] = useSearchParams();
  const [habit, setHabit] = useState(storedView);
  const shown: RoomView = {
    show: pick(shows, search.get('show')) ?? 'active',
    order: pick(orders, search.get('order')) ?? 'live',
    view: habit,
    query: search.get('q') ?? '',
  };
  return [
    shown,
    (change) => {
      const { show, order, view, query } = { ...shown, ...change };
      if (view !== habit) {
        setHabit(view);
        storeView(view);
      }
      setSearch(
        {
          ...(show === 'active' ? {} : { show }),
          ...(order === 'live' ? {} : { order }),
          ...(query ? { q: query } : {}),
        },
        { replace: true },
      );
    },
  ];
}

function storedView(): View {
  try {
    return pick(views, localStorage.getItem(storageKey)) ?? 'cards';
  } catch {
    return 'cards'; // storage is forbidden
  }
}

function storeView(view: View): void {
  try {
    localStorage.setItem(storageKey, view);
  } catch {
    // storage is forbidden; the choice lasts until the page closes
  }
}
