/** Reads the library's own sources, for the tests that hold the house in order. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Sources } from './imports.js';

/** The repository's root, ending in a slash. */
export const root: string = fileURLToPath(new URL('../../', import.meta.url));

/** Every TypeScript file below `src/`, without declaration files. */
export function readSources(): Sources {
  const paths = readdirSync(`${root}src`, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts'))
    .sort();
  return new Map(paths.map((path) => [path, readFileSync(`${root}src/${path}`, 'utf8')]));
}
