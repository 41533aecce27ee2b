/**
 * Packages of native programs for other platforms than this one.
 *
 * npm leaves out of package-lock.json what the registry did not have at that moment, for instance
 * a mirror that keeps only the platforms it is asked for. `npm ci` then refuses that lock at every
 * registry: it looks for the package and finds no entry. So the entries are written from what the
 * names say; packages for other platforms are never loaded, only looked up.
 */

/**
 * @typedef {object} Entry
 * @property {string} [version]
 * @property {boolean} [dev]
 * @property {boolean} [optional]
 * @property {string[]} [os]
 * @property {string[]} [cpu]
 * @property {string[]} [libc]
 * @property {Record<string, string>} [optionalDependencies]
 */

/** @typedef {Record<string, Entry>} Packages the part `packages` of a lock, by path */

const OS = /[/-](aix|android|darwin|freebsd|linux|netbsd|openbsd|openharmony|sunos|win32)-/;
const CPU = /[/-](arm64|arm|ia32|loong64|mips64el|ppc64|riscv64|s390x|wasm32|x64)(?:-|$)/;

/** @param {string} name */
function platformOf(name) {
  const os = OS.exec(name)?.[1];
  const cpu = CPU.exec(name)?.[1];
  if (cpu === undefined || (os === undefined && cpu !== 'wasm32')) {
    throw new Error(
      `${name} is not in the lock, and its name does not say for which platform it is`,
    );
  }
  const libc = /musl/.test(name) ? 'musl' : /-gnu/.test(name) ? 'glibc' : undefined;
  return { cpu: [cpu], ...(os && { os: [os] }), ...(libc && { libc: [libc] }) };
}

/**
 * Where Node would look for a package, from inside out.
 * @param {string} from path of the package that asks @param {string} name
 */
function candidates(from, name) {
  const places = [];
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    places.push(at === '' ? `node_modules/${name}` : `${at}/node_modules/${name}`);
    if (at === '') return places;
  }
}

/**
 * The entries that a lock lacks.
 * @param {Packages} packages
 * @returns {Packages}
 */
export function missingPlatformPackages(packages) {
  /** @type {Packages} */
  const missing = {};
  for (const [path, { dev, optionalDependencies = {} }] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      if (candidates(path, name).some((place) => packages[place] !== undefined)) continue;
      const flags = dev ? { dev, optional: true } : { optional: true };
      missing[`node_modules/${name}`] = { version, ...flags, ...platformOf(name) };
    }
  }
  return missing;
}
