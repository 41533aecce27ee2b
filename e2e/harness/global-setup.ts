/** One real server for all journeys; those that stop or restart one start their own. */

import { startServer } from './server.ts';
import { createVisitor, PASSWORD } from './visitor.ts';

/** What the workers know of it. */
export interface SharedServer {
  /** Of the space, as its pages show it. */
  readonly name: string;
  readonly url: string;
  readonly dataDir: string;
  /** Mail address of the first account, the admin. */
  readonly admin: string;
}

export default async function setUp(): Promise<() => Promise<void>> {
  const name = 'Riverside';
  const server = await startServer({ web: true, env: { SPACE_NAME: name } });
  const admin = 'admin@example.org';
  await createVisitor(server.url).rest.auth.register({
    name: 'Admin',
    email: admin,
    password: PASSWORD,
  });
  const shared: SharedServer = { name, url: server.url, dataDir: server.dataDir, admin };
  process.env.CONVERGE_E2E = JSON.stringify(shared);
  return () => server.dispose();
}
