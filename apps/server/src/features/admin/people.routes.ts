/** The people of the space, for its admins: `protocol/rest/people.ts`. */
import {
  CreatePersonBody,
  DeletePersonQuery,
  ImportAnswer,
  ImportBody,
  LinkBody,
  ManagedPersonAnswer,
  PeopleAnswer,
  PeopleQuery,
  PersonLinkAnswer,
  PersonParams,
  UpdatePersonBody,
} from '@converge/protocol/rest/people';
import { REST_PREFIX } from '@converge/protocol/version';
import type { FastifyRequest } from 'fastify';
import * as z from 'zod/mini';
import type { PublicAddress } from '../../platform/public-address.ts';
import type { App } from '../../platform/web.ts';
import { type Identify, requireSpace } from '../auth/index.ts';
import { importPeople } from './import.ts';
import type { By, ManagePeople } from './people.service.ts';

export interface PeopleAdminDeps {
  readonly people: ManagePeople;
  readonly identify: Identify;
  readonly publicAddress: PublicAddress;
  /** Whether mail goes out, and not only into a folder. */
  readonly mail: boolean;
}

export function registerManagePeopleRoutes(app: App, deps: PeopleAdminDeps): void {
  const { people, identify, publicAddress, mail } = deps;
  const tags = ['admin'];
  const path = `${REST_PREFIX}/admin/people`;
  const one = { params: PersonParams };
  const by = async (request: FastifyRequest): Promise<By> => ({
    admin: await requireSpace(identify, request, 'space.managePeople'),
    origin: publicAddress.origin(request.headers.host),
  });

  app.get(
    path,
    {
      schema: {
        tags,
        summary: 'The people of the space',
        querystring: PeopleQuery,
        response: { 200: PeopleAnswer },
      },
    },
    async (request) => {
      await by(request);
      return { ...(await people.search(request.query)), mail };
    },
  );

  app.post(
    path,
    {
      schema: {
        tags,
        summary: 'Make an account for somebody, with a link to its password',
        body: CreatePersonBody,
        response: { 201: PersonLinkAnswer },
      },
    },
    async (request, reply) => {
      const asker = await by(request);
      return reply.code(201).send(await people.create(request.body, asker));
    },
  );

  app.patch(
    `${path}/:personId`,
    {
      schema: {
        tags,
        summary: 'Change the role of somebody, keep them out, or let them in again',
        ...one,
        body: UpdatePersonBody,
        response: { 200: ManagedPersonAnswer },
      },
    },
    async (request) => {
      const asker = await by(request);
      return { person: await people.update(request.params.personId, request.body, asker) };
    },
  );

  app.post(
    `${path}/:personId/link`,
    {
      schema: {
        tags,
        summary: 'A way to a new password, once; earlier ones stop working',
        ...one,
        body: LinkBody,
        response: { 200: PersonLinkAnswer },
      },
    },
    async (request) => {
      const asker = await by(request);
      return people.link(request.params.personId, request.body.deliver, asker);
    },
  );

  app.delete(
    `${path}/:personId`,
    {
      schema: {
        tags,
        summary: 'Delete an account, and say what becomes of its rooms',
        ...one,
        querystring: DeletePersonQuery,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const asker = await by(request);
      await people.remove(request.params.personId, request.query, asker);
      return reply.code(204).send(null);
    },
  );

  app.post(
    `${path}/import`,
    {
      schema: {
        tags,
        summary: 'Look through a list of people, or make accounts of it',
        body: ImportBody,
        response: { 200: ImportAnswer },
      },
    },
    async (request) => importPeople(people, request.body, await by(request)),
  );
}
