import type { Preset } from '@converge/protocol/permissions';
import { GraduationCap, Users } from 'lucide-react';

/** The sign of each kind of room. */
export const presetIcons: Readonly<Record<Preset, typeof Users>> = {
  meeting: Users,
  class: GraduationCap,
};
