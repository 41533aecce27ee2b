/** The parts of the admin's area, in the order in which they stand in its navigation. */
import { can, type SpaceAction } from '@converge/protocol/permissions';
import type { Me } from '@converge/protocol/rest/me';
import {
  Activity,
  HardDrive,
  LayoutGrid,
  type LucideIcon,
  Radio,
  ScrollText,
  Settings2,
  Users,
} from 'lucide-react';

export interface Area {
  readonly id: 'people' | 'rooms' | 'live' | 'storage' | 'settings' | 'log' | 'health';
  readonly path: string;
  readonly icon: LucideIcon;
  /** Who may do this sees it (PERM-1). */
  readonly action: SpaceAction;
}

/** Another part is a line here, a page in `app/admin-pages.tsx`, and `area.<id>` in the words. */
export const areas: readonly Area[] = [
  { id: 'people', path: '/admin/people', icon: Users, action: 'space.managePeople' },
  { id: 'rooms', path: '/admin/rooms', icon: LayoutGrid, action: 'space.manageRooms' },
  { id: 'live', path: '/admin/live', icon: Radio, action: 'space.manageRooms' },
  { id: 'storage', path: '/admin/storage', icon: HardDrive, action: 'space.manageStorage' },
  { id: 'settings', path: '/admin/settings', icon: Settings2, action: 'space.configure' },
  { id: 'log', path: '/admin/log', icon: ScrollText, action: 'space.audit' },
  { id: 'health', path: '/admin/health', icon: Activity, action: 'space.watch' },
];

/** Whether this person sees that part. */
export const mayEnter = (me: Me, { action }: Pick<Area, 'action'>): boolean =>
  can({ spaceRole: me.role, roomRole: null }, action);
