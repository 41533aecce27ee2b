import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Plugin, parseSync } from 'vite';

const library = 'lucide-react';

/**
 * Has each module import its icons from the icons' own files. Through the library's index
 * every page seems to need all of them: `chunks.ts` would give the front each icon that any
 * two pages show (4 kB that the main page never draws), and the build would read two thousand
 * files for a hundred icons.
 */
export function iconsByFile(): Plugin {
  let files: ReadonlyMap<string, string> = new Map();
  return {
    name: 'converge:icons',
    apply: 'build',
    async buildStart() {
      const index = await this.resolve(library);
      if (index) files = iconFiles(index.id, await readFile(index.id, 'utf8'));
    },
    transform: {
      order: 'pre',
      filter: { id: /\.tsx?$/, code: library },
      handler: (code, id) => importByFile(id, code, files),
    },
  };
}

/** The file of each icon, by every name that the index gives it. */
function iconFiles(id: string, code: string): Map<string, string> {
  const files = new Map<string, string>();
  for (const { entries } of parseSync(id, code).module.staticExports) {
    for (const { exportName, importName, moduleRequest } of entries) {
      if (exportName.name === null || importName.name !== 'default' || !moduleRequest) continue;
      files.set(exportName.name, resolve(id, '..', moduleRequest.value));
    }
  }
  return files;
}

/** The same code, with an import for each icon; types and what has no file stay with the library. */
function importByFile(id: string, code: string, files: ReadonlyMap<string, string>): string {
  const { staticImports } = parseSync(id, code).module;
  // From the end, so that the places before it still hold.
  return staticImports.reduceRight((done, { moduleRequest, entries, start, end }) => {
    if (moduleRequest.value !== library) return done;
    // All at once, by `* as`, has no file of its own.
    if (entries.some(({ importName }) => importName.name === null)) return done;
    const imports = entries.map(({ importName: { name }, localName: { value: local }, isType }) => {
      const file = isType || name === null ? undefined : files.get(name);
      return file === undefined
        ? `import ${isType ? 'type ' : ''}{ ${name} as ${local} } from '${library}';`
        : `import ${local} from ${JSON.stringify(file)};`;
    });
    return done.slice(0, start) + imports.join(' ') + done.slice(end);
  }, code);
}
