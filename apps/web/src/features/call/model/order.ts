/**
 * In which order tiles stand. Nobody changes place without a reason: who comes
 * goes to the end, and who speaks or shows something beyond the first page takes
 * the place of whoever there was silent for longest.
 */
export interface Order {
  readonly ids: readonly string[];
  /** When each was last worth looking at: a counter, not a time. */
  readonly noticed: ReadonlyMap<string, number>;
}

export const emptyOrder: Order = { ids: [], noticed: new Map() };

/**
 * @param present all tiles there are now, oneself first
 * @param fixed how many at the beginning never give up their place
 * @param firstPage how many tiles the first page holds
 * @param attention whom to look at: who speaks, or began to show something
 */
export function nextOrder(
  order: Order,
  present: readonly string[],
  fixed: number,
  firstPage: number,
  attention: string | null,
): Order {
  const here = new Set(present);
  const kept = order.ids.filter((id) => here.has(id));
  const known = new Set(kept);
  const lead = present.slice(0, fixed);
  const ids = [
    ...lead,
    ...kept.filter((id) => !lead.includes(id)),
    ...present.filter((id) => !known.has(id) && !lead.includes(id)),
  ];
  const still = only(order.noticed, here);
  const noticed = attention && here.has(attention) ? notice(still, attention) : still;
  if (attention) bringForward(ids, attention, fixed, firstPage, noticed);
  const unchanged =
    noticed === order.noticed &&
    ids.length === order.ids.length &&
    ids.every((id, i) => id === order.ids[i]);
  return unchanged ? order : { ids, noticed };
}

/** Without those who went. */
function only(
  noticed: ReadonlyMap<string, number>,
  here: ReadonlySet<string>,
): ReadonlyMap<string, number> {
  const gone = [...noticed.keys()].some((id) => !here.has(id));
  return gone ? new Map([...noticed].filter(([id]) => here.has(id))) : noticed;
}

function notice(noticed: ReadonlyMap<string, number>, id: string): ReadonlyMap<string, number> {
  const latest = Math.max(0, ...noticed.values());
  if (noticed.get(id) === latest && latest > 0) return noticed;
  return new Map(noticed).set(id, latest + 1);
}

function bringForward(
  ids: string[],
  id: string,
  fixed: number,
  firstPage: number,
  noticed: ReadonlyMap<string, number>,
): void {
  const from = ids.indexOf(id);
  if (from < firstPage || firstPage <= fixed) return;
  let to = fixed;
  for (let i = fixed; i < firstPage; i++) {
    const quieter = (noticed.get(ids[i] ?? '') ?? 0) < (noticed.get(ids[to] ?? '') ?? 0);
    // Of those who never spoke, the last one goes: it came last.
    const asQuiet = (noticed.get(ids[i] ?? '') ?? 0) === (noticed.get(ids[to] ?? '') ?? 0);
    if (quieter || asQuiet) to = i;
  }
  const other = ids[to];
  if (other === undefined) return;
  ids[to] = id;
  ids[from] = other;
}
