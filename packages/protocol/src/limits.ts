/**
 * Sizes that both sides know: the client to say it early, the server to hold it.
 * Lengths are in UTF-16 code units, as `String.length` counts.
 */
export const limits = {
  name: { min: 1, max: 60 },
  roomName: { max: 80 },
  email: { max: 254 },
  password: { min: 10, max: 256 },
  /** People in one list that is read in at once. */
  importRows: 500,
  inviteLabel: { max: 60 },
  message: { max: 8000 },
  /** What a host says to those who wait. */
  lobbyMessage: { max: 200 },
  /** Members, and guests, of a room in one answer. */
  roomPeople: 300,
  /** Entries of the audit log in one answer. */
  auditPage: 50,
  /** Past calls in one answer. */
  callsPage: 20,
  historyPage: { default: 50, max: 200 },
  avatarBytes: 512 * 1024,
  /** The largest REST body that isn't a file, and the largest socket frame. */
  bodyBytes: 256 * 1024,
  frameBytes: 64 * 1024,
  /** Files and folders in one room. */
  filesPerRoom: 5_000,
  /** Folders in each other. */
  folderDepth: 32,
  /** How long what was deleted can be brought back, in milliseconds; the interface offers it for less. */
  undoMs: 300_000,
  /** Unfinished uploads that one person may have in a room. */
  openUploads: 200,
  /** The largest part of a file that is sent in one request: what proxies in between may hold back. */
  uploadPartBytes: 64 * 1024 * 1024,
  /** How much of a text is shown before it has to be downloaded. */
  textViewBytes: 256 * 1024,
  /** Tiles a client may ask for at once; more than any screen shows usefully. */
  viewTiles: 64,
  /** Of a signal between two who speak directly, each in characters; a browser's take a quarter. */
  signal: { sdp: 32 * 1024, short: 1024, tiles: 8 },
  /** How long a seat waits for somebody whose line is gone, in milliseconds. */
  seatMs: 60_000,
} as const;
