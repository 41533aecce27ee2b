/** What any visitor's first page needs. */
import { SpaceAnswer } from '@converge/protocol/rest/space';
import type { CallOptions, Rest } from './rest.ts';

export const spaceApi = (rest: Rest) => ({
  get: ({ signal }: CallOptions = {}) =>
    rest.ask({ method: 'GET', path: '/space', answer: SpaceAnswer, signal }),
});
