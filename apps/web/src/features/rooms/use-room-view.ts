import { useEffect, useRef, useState } from 'react';
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

/** How long after the last key the address follows what is typed. */
const followMs = 300;

/**
 * What is shown stands in the address, so that reload, back and a sent link keep
 * it; whether as cards or as a table is this device's habit.
 */
export function useRoomView(): [RoomView, (change: Partial<RoomView>) => void] {
  const [search, setSearch] = useSearchParams();
  const [habit, setHabit] = useState(storedView);
  const inAddress = search.get('q') ?? '';
  // Typed letters can't wait for the router, which renders when it finds the time.
  const [query, setQuery] = useState(inAddress);
  const followed = useRef(inAddress);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    if (inAddress === followed.current) return; // it only follows what was typed
    followed.current = inAddress;
    setQuery(inAddress);
  }, [inAddress]);

  const shown: RoomView = {
    show: pick(shows, search.get('show')) ?? 'active',
    order: pick(orders, search.get('order')) ?? 'live',
    view: habit,
    query,
  };

  function follow(next: RoomView) {
    followed.current = next.query;
    setSearch(
      {
        ...(next.show === 'active' ? {} : { show: next.show }),
        ...(next.order === 'live' ? {} : { order: next.order }),
        ...(next.query ? { q: next.query } : {}),
      },
      { replace: true },
    );
  }

  return [
    shown,
    (change) => {
      const next = { ...shown, ...change };
      if (next.view !== habit) {
        setHabit(next.view);
        storeView(next.view);
      }
      setQuery(next.query);
      clearTimeout(timer.current);
      if (next.query === query) follow(next);
      else timer.current = setTimeout(() => follow(next), followMs);
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
