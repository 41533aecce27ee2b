import { useEffect, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import { liveFirst, type Order, orderText, readOrder, type Show, shows } from './arrange.ts';

export const views = ['cards', 'table'] as const;
export type View = (typeof views)[number];

/** How one looks at the rooms. */
export interface RoomView {
  readonly show: Show;
  readonly order: Order;
  readonly view: View;
  readonly query: string;
}

const viewKey = 'converge.rooms.view';
const orderKey = 'converge.rooms.order';

const pick = <T extends string>(all: readonly T[], value: string | null): T | undefined =>
  all.find((one) => one === value);

/** How long after the last key the address follows what is typed. */
const followMs = 300;

/**
 * Which rooms are shown stands in the address, so that reload, back and a sent link
 * keep it, and no filter of yesterday hides a room today; in what order, and whether
 * as cards or as a table, is this device's habit.
 */
export function useRoomView(): [RoomView, (change: Partial<RoomView>) => void] {
  const [search, setSearch] = useSearchParams();
  const [habit, setHabit] = useState(() => ({
    view: pick(views, stored(viewKey)) ?? 'cards',
    order: readOrder(stored(orderKey)) ?? liveFirst,
  }));
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
    order: readOrder(search.get('order')) ?? habit.order,
    view: habit.view,
    query,
  };

  function follow(next: RoomView) {
    followed.current = next.query;
    setSearch(
      {
        ...(next.show === 'active' ? {} : { show: next.show }),
        ...(orderText(next.order) === orderText(liveFirst) ? {} : { order: orderText(next.order) }),
        ...(next.query ? { q: next.query } : {}),
      },
      { replace: true },
    );
  }

  return [
    shown,
    (change) => {
      const next = { ...shown, ...change };
      if (change.view || change.order) {
        setHabit({ view: next.view, order: next.order });
        store(viewKey, next.view);
        store(orderKey, orderText(next.order));
      }
      setQuery(next.query);
      clearTimeout(timer.current);
      if (next.query === query) follow(next);
      else timer.current = setTimeout(() => follow(next), followMs);
    },
  ];
}

function stored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // storage is forbidden
  }
}

function store(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // storage is forbidden; the choice lasts until the page closes
  }
}
