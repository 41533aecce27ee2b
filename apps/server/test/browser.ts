/** As much of a browser as REST tests need: a cookie jar, and the headers that browsers send by themselves. */

export interface Answer<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

export interface Browser {
  /** Sends JSON (or bytes, or nothing) and reads JSON; `T` is what the test expects to get. */
  send<T = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer<T>>;
  get<T = Record<string, unknown>>(path: string): Promise<Answer<T>>;
  /** The `cookie` header that it would send now, for a socket's handshake. */
  cookieHeader(): string;
  forgetCookies(): void;
}

export function createBrowser(baseUrl: string): Browser {
  const jar = new Map<string, string>();
  const cookieHeader = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ');

  const browser: Browser = {
    async send<T>(method: string, path: string, body?: unknown, headers = {}) {
      const bytes = body instanceof Uint8Array;
      const response = await fetch(new URL(path, baseUrl), {
        method,
        redirect: 'manual',
        headers: {
          origin: baseUrl,
          ...(jar.size > 0 ? { cookie: cookieHeader() } : {}),
          ...(body !== undefined && !bytes ? { 'content-type': 'application/json' } : {}),
          ...headers,
        },
        ...(body === undefined ? {} : { body: bytes ? Buffer.from(body) : JSON.stringify(body) }),
      });
      for (const line of response.headers.getSetCookie()) keep(jar, line);
      const text = await response.text();
      const json = response.headers.get('content-type')?.includes('json') && text !== '';
      return {
        status: response.status,
        headers: response.headers,
        body: (json ? JSON.parse(text) : text) as T,
      };
    },
    get: (path) => browser.send('GET', path),
    cookieHeader,
    forgetCookies: () => jar.clear(),
  };
  return browser;
}

function keep(jar: Map<string, string>, line: string): void {
  const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
  const at = pair.indexOf('=');
  const name = pair.slice(0, at);
  const gone = attributes.some(
    (attribute) =>
      /^max-age=0$/i.test(attribute) ||
      (/^expires=/i.test(attribute) && Date.parse(attribute.slice(8)) <= Date.now()),
  );
  if (gone) jar.delete(name);
  else jar.set(name, pair.slice(at + 1));
}
