/**
 * libsrtp with OpenSSL, from the distribution's own source package.
 *
 * Debian builds its libsrtp2 with NSS. At 400 consumers that costs 65 % of a core for AES_CM where
 * OpenSSL costs 30 %. apt checks the signature of what it loads, so the source is as trustworthy
 * as the package.
 */
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mustRun } from '../lib/run.mjs';

const APT_SOURCES = '/etc/apt';

/** Asks for sources instead of binaries, in both notations of sources.list(5) and deb822. */
function forSources(/** @type {string} */ text) {
  return text.replace(/^Types:.*$/gm, 'Types: deb-src').replace(/^deb\s/gm, 'deb-src ');
}

/**
 * A copy of apt's configuration that asks for sources and writes only below `folder`.
 * @param {string} folder
 * @returns {Promise<string[]>} options for apt-get
 */
async function sourceOptions(folder) {
  const parts = join(folder, 'sources.list.d');
  await mkdir(parts, { recursive: true });
  await mkdir(join(folder, 'lists/partial'), { recursive: true });
  const list = join(folder, 'sources.list');
  await cp(join(APT_SOURCES, 'sources.list.d'), parts, { recursive: true, force: true });
  const main = await readFile(join(APT_SOURCES, 'sources.list'), 'utf8').catch(() => '');
  await writeFile(list, forSources(main));
  for (const name of await readdir(parts)) {
    const path = join(parts, name);
    await writeFile(path, forSources(await readFile(path, 'utf8')));
  }
  return [
    ['-o', `Dir::Etc::sourcelist=${list}`],
    ['-o', `Dir::Etc::sourceparts=${parts}`],
    ['-o', `Dir::State::lists=${join(folder, 'lists')}`],
    ['-o', 'Dir::Cache::pkgcache='],
    ['-o', 'Dir::Cache::srcpkgcache='],
    ['-o', 'Acquire::Languages=none'],
    ['-o', 'Acquire::http::Timeout=20'],
    ['-o', 'Acquire::https::Timeout=20'],
    ['-o', 'APT::Sandbox::User='],
  ].flat();
}

/**
 * Builds the library as a static one.
 * @param {string} folder an empty folder to work in
 * @returns {Promise<string>} the folder for PKG_CONFIG_PATH
 */
export async function buildSrtp(folder) {
  await mkdir(folder, { recursive: true });
  const options = await sourceOptions(folder);
  const sources = join(folder, 'sources');
  await mkdir(sources);
  await mustRun('apt-get', ['-q', ...options, 'update'], { limitMs: 90_000 });
  await mustRun('apt-get', ['-q', ...options, 'source', 'libsrtp2'], {
    cwd: sources,
    limitMs: 90_000,
  });
  const entries = await readdir(sources, { withFileTypes: true });
  const source = entries.find((entry) => entry.isDirectory());
  if (source === undefined) throw new Error('apt-get unpacked no source');
  const [build, prefix] = [join(folder, 'build'), join(folder, 'installed')];
  const settings = ['--prefix', prefix, '--libdir', 'lib', '--buildtype', 'release'];
  settings.push('--default-library', 'static', '-Dcrypto-library=openssl', '-Dtests=disabled');
  await mustRun('meson', ['setup', build, join(sources, source.name), ...settings], {
    limitMs: 60_000,
  });
  await mustRun('ninja', ['-C', build, 'install'], { limitMs: 120_000 });
  return join(prefix, 'lib/pkgconfig');
}
