/** The job that follows a file where there is a virus scan. */
import * as z from 'zod';
import { defineJob } from '../../../platform/outbox/outbox.ts';

export const checkJob = defineJob('files.check', z.object({ fileId: z.string() }));
