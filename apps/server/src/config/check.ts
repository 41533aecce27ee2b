/** Looks at the environment and at nothing else: `npm start` asks before it builds for minutes (SPEC OPS-1). */
import { readEnv } from './env.ts';

try {
  readEnv();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
