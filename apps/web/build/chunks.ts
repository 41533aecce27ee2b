import { join } from 'node:path';
import type { Rolldown } from 'vite';

/** The page one comes to first. What it shares with others is one file. */
const front = ['visitor-frame.tsx', 'main.tsx'];

/**
 * The same for whoever is signed in. Apart, so that visitors don't carry what one's
 * rooms have in common with the admins' pages, such as the menu of a room.
 */
const member = ['member-frame.tsx', 'rooms.tsx'];

/** The way in by a link, and what it has in common with the rooms behind it. */
const door = ['join.tsx'];

/**
 * Reached from everywhere through their library's index, and needed by none of the
 * pages in the front.
 */
const elsewhere = /infiniteQuery|useInfiniteQuery/i;

/**
 * How the build is cut. Left alone, every module that two pages share becomes a
 * file of its own: sixty requests, each compressed without knowing the others
 * (13 kB more on the main page).
 * @param routes the folder of the pages
 */
export function chunkGroups(routes: string): Rolldown.CodeSplittingGroup[] {
  return [
    // What every page needs.
    { name: 'base', tags: ['$initial'], priority: 5 },
    sharedBy('front', front, routes, 4),
    // What two other pages or dialogs show, in one file: alone, each icon would be a request.
    { name: 'icons', test: /lucide-react.*[\\/]icons[\\/]/, minShareCount: 2, priority: 3 },
    sharedBy('member', member, routes, 2),
    sharedBy('door', door, routes, 1),
  ];
}

/** One file of what these pages have in common with others. */
function sharedBy(
  name: string,
  pages: readonly string[],
  routes: string,
  priority: number,
): Rolldown.CodeSplittingGroup {
  let reached: Set<string> | undefined;
  return {
    name(id, context) {
      reached ??= reach(
        pages.map((file) => join(routes, file)),
        context,
      );
      return reached.has(id) && !elsewhere.test(id) ? name : null;
    },
    minShareCount: 2,
    priority,
    // What it imports in turn is reached as well, or in the base.
    includeDependenciesRecursively: false,
  };
}

/** All modules that `roots` import, directly or not, without what they load later. */
function reach(roots: readonly string[], context: Rolldown.ChunkingContext): Set<string> {
  const found = new Set<string>();
  const open = [...roots];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    open.push(...(context.getModuleInfo(id)?.importedIds ?? []));
  }
  return found;
}
