/**
 * Which pages may act here with the cookies of the person who looks at them.
 * Asked for every changing request and for every socket (SPEC SEC-1, RT-10).
 */

/** The headers that the decision reads. */
export interface Asker {
  readonly origin: string | undefined;
  readonly secFetchSite: string | undefined;
  readonly host: string | undefined;
}

export interface Origins {
  /** Configured origins besides our own. */
  readonly others: readonly string[];
  /** Whether the request comes from one of our pages, an allowed one, or from no browser at all. */
  allows(asker: Asker): boolean;
}

export function createOrigins(publicUrl: string | undefined, others: readonly string[]): Origins {
  const known = new Set(publicUrl ? [publicUrl, ...others] : others);
  return {
    others,
    allows({ origin, secFetchSite, host }) {
      if (origin !== undefined) {
        // Hosts are compared, not schemes: behind a proxy that ends TLS we see http where the page has https.
        return known.has(origin) || (URL.canParse(origin) && new URL(origin).host === host);
      }
      // Programs send neither header and carry no cookie that they weren't given.
      return (
        secFetchSite === undefined || secFetchSite === 'same-origin' || secFetchSite === 'none'
      );
    },
  };
}
