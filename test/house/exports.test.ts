import { existsSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import tsup from '../../tsup.config.js';
import { root } from './sources.js';

const built: Record<string, string> = Object.fromEntries(
  tsup.flatMap(({ entry, outDir = 'dist' }) =>
    Object.entries(entry as Record<string, string>).map(([name, source]) => [
      `./${outDir}/${name}.js`,
      source,
    ]),
  ),
);
const modules = Object.entries(manifest.exports).flatMap(([name, target]) =>
  typeof target === 'string' ? [] : [{ name, target }],
);

describe('package.json exports', () => {
  it.each(modules)('$name: types first, and built from a source that exists', ({ target }) => {
    expect(Object.keys(target)).toEqual(['types', 'default']);
    expect(target.types).toBe(target.default.replace(/\.js$/, '.d.ts'));
    const source = built[target.default];
    expect(source, 'an entry of tsup.config.ts').toBeDefined();
    expect(existsSync(`${root}${source}`), source).toBe(true);
  });

  it('the schema is a JSON Schema that ships', () => {
    const path = manifest.exports['./schema'];
    expect(manifest.files).toContain('schema');
    expect(JSON.parse(readFileSync(`${root}${path}`, 'utf8'))).toHaveProperty('$schema');
  });

  it('the command is built from a source that begins with a shebang', () => {
    const source = built[`./${manifest.bin.framewise}`];
    expect(readFileSync(`${root}${source}`, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
  });
});

describe('src/index.ts', () => {
  it('only re-exports, each thing by its name', () => {
    const text = readFileSync(`${root}src/index.ts`, 'utf8');
    const { statements } = ts.createSourceFile('index.ts', text, ts.ScriptTarget.ES2022);
    const others = statements.filter(
      (each) =>
        !(
          ts.isExportDeclaration(each) &&
          each.moduleSpecifier &&
          each.exportClause &&
          ts.isNamedExports(each.exportClause)
        ),
    );
    expect(statements.length).toBeGreaterThan(0);
    expect(others.map((each) => text.slice(each.pos, each.end).trim())).toEqual([]);
  });
});
