import type { JoinCode, PersonId, RoomId } from '@converge/protocol/ids';
import { presetPolicies } from '@converge/protocol/permissions';
import type { Room } from '@converge/protocol/rest/rooms';
import type { Wishes } from './main.tsx';

const short = [
  'Olena Kovalenko',
  'Ben',
  'Марія Шевченко',
  'Tom Archer',
  'Grace',
  'Иван Петров',
  'Aisha Khan',
  'Noah',
  'Sofía Núñez',
];
const long = [
  'Wolfeschlegelsteinhausenbergerdorff Senior',
  'Александра Константиновна Верхнеудинская-Солнцева',
  'Maximiliana von und zu Hohenlohe-Waldenburg-Schillingsfürst',
  'Ii',
];

export const names = (wishes: Wishes) => (wishes.get('names') === 'long' ? long : short);

export const room = (wishes: Wishes): Room => ({
  id: '00000004-0000-4000-8000-000000000001' as RoomId,
  code: 'kuzo-mira-tel' as JoinCode,
  name:
    wishes.get('names') === 'long'
      ? 'Физика 8 «Б»: колебания, волны и всё, что из них следует, вторая четверть'
      : 'Physics 8b',
  preset: wishes.get('preset') === 'class' ? 'class' : 'meeting',
  access: 'link',
  door: 'open',
  state: 'active',
  policy: presetPolicies.meeting,
  owner: { id: '00000002-0000-4000-8000-000000000001' as PersonId, name: names(wishes)[0] ?? '' },
  role: 'owner',
  createdAt: Date.now(),
  lastLiveAt: null,
  live: null,
});
