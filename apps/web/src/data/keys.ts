/** The names under which answers are kept. */
export const keys = {
  space: ['space'],
  openRooms: ['rooms', 'open'],
  rooms: ['rooms', 'mine'],
  room: (id: string) => ['rooms', 'one', id],
  invites: (roomId: string) => ['rooms', 'one', roomId, 'invites'],
  callReports: (roomId: string) => ['rooms', 'one', roomId, 'calls'],
  bans: (roomId: string) => ['rooms', 'one', roomId, 'bans'],
  audit: (roomId: string) => ['rooms', 'one', roomId, 'audit'],
  sessions: ['me', 'sessions'],
  health: (span: string) => ['admin', 'health', span],
  liveRooms: ['admin', 'live'],
  people: (search: object) => ['admin', 'people', search],
  allPeople: ['admin', 'people'],
  adminRooms: (search: object) => ['admin', 'rooms', search],
  settings: ['admin', 'settings'],
} as const;
