/**
 * The types of all keys, taken from one catalogue (words.test.ts holds the others
 * to the same keys). A new area is a line here and a file per language.
 */
import type account from './words/en/account.json';
import type admin from './words/en/admin.json';
import type adminLog from './words/en/adminLog.json';
import type adminPeople from './words/en/adminPeople.json';
import type adminRooms from './words/en/adminRooms.json';
import type adminSettings from './words/en/adminSettings.json';
import type adminStorage from './words/en/adminStorage.json';
import type auth from './words/en/auth.json';
import type call from './words/en/call.json';
import type chat from './words/en/chat.json';
import type check from './words/en/check.json';
import type common from './words/en/common.json';
import type connection from './words/en/connection.json';
import type devices from './words/en/devices.json';
import type errors from './words/en/errors.json';
import type files from './words/en/files.json';
import type invites from './words/en/invites.json';
import type join from './words/en/join.json';
import type leading from './words/en/leading.json';
import type main from './words/en/main.json';
import type monitoring from './words/en/monitoring.json';
import type palette from './words/en/palette.json';
import type room from './words/en/room.json';
import type roomDialogs from './words/en/roomDialogs.json';
import type rooms from './words/en/rooms.json';
import type roomsSeveral from './words/en/roomsSeveral.json';
import type wall from './words/en/wall.json';

interface Catalogues {
  account: typeof account;
  admin: typeof admin;
  adminLog: typeof adminLog;
  adminPeople: typeof adminPeople;
  adminRooms: typeof adminRooms;
  adminSettings: typeof adminSettings;
  adminStorage: typeof adminStorage;
  auth: typeof auth;
  call: typeof call;
  chat: typeof chat;
  check: typeof check;
  common: typeof common;
  connection: typeof connection;
  devices: typeof devices;
  errors: typeof errors;
  files: typeof files;
  invites: typeof invites;
  join: typeof join;
  leading: typeof leading;
  main: typeof main;
  monitoring: typeof monitoring;
  palette: typeof palette;
  room: typeof room;
  roomDialogs: typeof roomDialogs;
  rooms: typeof rooms;
  roomsSeveral: typeof roomsSeveral;
  wall: typeof wall;
}

export type Namespace = keyof Catalogues;

type PluralForm = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other';
type Stem<K> = K extends `${infer Stem}_${PluralForm}` ? Stem : K;

/** A key of one area, without the plural form. */
export type Key<N extends Namespace> = Stem<keyof Catalogues[N]> & string;
