/** Opens the port, and says under which addresses people find the server. */
import { isIPv6 } from 'node:net';
import type { Env } from './config/env.ts';
import { isEverywhere, networkAddresses } from './platform/addresses.ts';
import type { Shutdown } from './platform/shutdown.ts';
import { type App, portOf } from './platform/web.ts';

export interface Listening {
  readonly port: number;
  /** For the terminal. */
  readonly lines: readonly string[];
}

/** @throws Error in plain words when the port can't be had; what was composed is closed again */
export async function listen(
  { app, scheme, shutdown }: { app: App; scheme: 'http' | 'https'; shutdown: Shutdown },
  env: Pick<Env, 'PORT' | 'HOST' | 'PUBLIC_URL'>,
): Promise<Listening> {
  try {
    await app.listen({ port: env.PORT, host: env.HOST });
  } catch (error) {
    await shutdown.run();
    throw inWords(error as NodeJS.ErrnoException, env);
  }
  const port = portOf(app);
  const everywhere = isEverywhere(env.HOST);
  const near = everywhere ? networkAddresses() : [];
  return {
    port,
    lines: [
      `  here:    ${scheme}://${everywhere ? 'localhost' : inUrl(env.HOST)}:${port}`,
      ...near.map((address) => `  network: ${scheme}://${address}:${port}`),
      ...(env.PUBLIC_URL ? [`  public:  ${env.PUBLIC_URL}`] : []),
      ...(near.length > 0 && scheme === 'http' && !env.PUBLIC_URL
        ? [
            '  Browsers on other machines allow camera and microphone only over https: TLS=self-signed',
          ]
        : []),
    ],
  };
}

const inUrl = (host: string) => (isIPv6(host) ? `[${host}]` : host);

function inWords(error: NodeJS.ErrnoException, { PORT, HOST }: Pick<Env, 'PORT' | 'HOST'>): Error {
  const words: Readonly<Record<string, string>> = {
    EADDRINUSE: `Port ${PORT} is in use by another program. Stop that one, or set PORT to a free port.`,
    EACCES: `Port ${PORT} may not be opened by this user. Set PORT to one above 1023.`,
    EADDRNOTAVAIL: `${HOST} is no address of this machine. Set HOST to one that is, or to 0.0.0.0.`,
  };
  const text = words[error.code ?? ''];
  return text ? new Error(text, { cause: error }) : error;
}
