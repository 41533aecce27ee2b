/** The way to sign in that leads back to `here` afterwards. */
export const signInPath = (here: string): string =>
  here === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(here)}`;

/** Where to go after signing in: a path of this space, whatever somebody wrote into the address. */
export function nextPath(search: URLSearchParams): string {
  const next = search.get('next') ?? '/';
  // `//host` and `/\host` would lead away.
  return /^\/(?![/\\])/.test(next) ? next : '/';
}
