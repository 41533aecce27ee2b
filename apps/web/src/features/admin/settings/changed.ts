/** What of a form was changed, in any depth. Pure. */
export type Changed<T> = T extends object ? { [K in keyof T]?: Changed<T[K]> } : T;

/**
 * Only that is sent: a form that was open for a while would otherwise take back
 * what another admin has set meanwhile.
 */
export function changedFrom<T extends object>(begun: T, now: T): Changed<T> {
  const entries = (Object.keys(now) as (keyof T)[]).flatMap((name) => {
    const [was, is]: [unknown, unknown] = [begun[name], now[name]];
    if (!isObject(was) || !isObject(is)) return was === is ? [] : [[name, is]];
    const within = changedFrom(was, is);
    return Object.keys(within).length === 0 ? [] : [[name, within]];
  });
  return Object.fromEntries(entries) as Changed<T>;
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
