/** What this machine is, as far as programs and packages for it depend on that. */

/** The C library, e.g. `glibc2.36` or `musl`; empty where a system has only one. */
export function cLibrary() {
  if (process.platform !== 'linux') return '';
  // Without this the report asks the name service for each network address.
  Object.assign(process.report, { excludeNetwork: true });
  const report = /** @type {{header: {glibcVersionRuntime?: string}}} */ (
    /** @type {unknown} */ (process.report.getReport())
  );
  const version = report.header.glibcVersionRuntime;
  return version === undefined ? 'musl' : `glibc${version}`;
}

/**
 * Whether a package is made for this very platform; false also for one that names none.
 * @param {{os?: string[], cpu?: string[], libc?: string[]}} entry of a package lock
 */
export const isForThisPlatform = ({ os = [], cpu = [], libc }) =>
  os.includes(process.platform) &&
  cpu.includes(process.arch) &&
  (libc === undefined || libc.some((name) => cLibrary().startsWith(name)));
