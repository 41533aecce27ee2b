import { makeQueryClient } from '../data/query-client.ts';

export const queryClient = makeQueryClient();
