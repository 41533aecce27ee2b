import type { Dropped } from './dropped.ts';

/** Where what was dropped goes. */
export interface Taker<Place> {
  makeFolder(name: string, parent: Place): Promise<Place>;
  add(files: readonly File[], parent: Place): void;
}

/** Gives files and folders to the room as they lay on the device, below `top`. */
export async function giveDropped<Place>(
  { folders, files }: Dropped,
  top: Place,
  { makeFolder, add }: Taker<Place>,
): Promise<void> {
  const inside = (path: readonly string[]) =>
    files.filter((one) => keyOf(one.path) === keyOf(path)).map(({ file }) => file);
  const give = (path: readonly string[], place: Place) => {
    const own = inside(path);
    if (own.length > 0) add(own, place);
  };
  const places = new Map([[keyOf([]), top]]);
  give([], top);
  // One after the other: each needs the one it lies in.
  for (const path of folders) {
    const parent = places.get(keyOf(path.slice(0, -1))) ?? top;
    const place = await makeFolder(path.at(-1) ?? '', parent);
    places.set(keyOf(path), place);
    give(path, place);
  }
}

const keyOf = (path: readonly string[]): string => path.join('/');
