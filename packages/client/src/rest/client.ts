/**
 * All areas of the REST interface in one object, for bots and tests. The web
 * app takes single areas over `createRest`, so that each page carries its own.
 */
import { adminApi } from './admin.ts';
import { authApi } from './auth.ts';
import { filesApi } from './files.ts';
import { healthApi } from './health.ts';
import { iceApi } from './ice.ts';
import { invitesApi } from './invites.ts';
import { joinApi } from './join.ts';
import { logApi } from './log.ts';
import { meApi } from './me.ts';
import { peopleApi } from './people.ts';
import { createRest, type RestOptions } from './rest.ts';
import { roomPeopleApi } from './room-people.ts';
import { roomRecordsApi } from './room-records.ts';
import { roomsApi } from './rooms.ts';
import { spaceApi } from './space.ts';
import { storageApi } from './storage.ts';

export type RestClient = ReturnType<typeof createRestClient>;

export function createRestClient(options: RestOptions = {}) {
  const rest = createRest(options);
  return {
    auth: authApi(rest),
    me: meApi(rest),
    space: spaceApi(rest),
    rooms: roomsApi(rest),
    records: roomRecordsApi(rest),
    roomPeople: roomPeopleApi(rest),
    invites: invitesApi(rest),
    join: joinApi(rest),
    files: filesApi(rest),
    ice: iceApi(rest),
    people: peopleApi(rest),
    admin: adminApi(rest),
    health: healthApi(rest),
    storage: storageApi(rest),
    log: logApi(rest),
  };
}
