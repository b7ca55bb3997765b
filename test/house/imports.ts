/**
 * The rule of the house: imports run one way. This reads each source file's imports with TypeScript's own
 * parser and returns what breaks the rule, one line a breach.
 */
import { posix } from 'node:path';
import ts from 'typescript';

/** Source text by path from `src/`, for example `wire/tcp.ts`. */
export type Sources = ReadonlyMap<string, string>;

interface Import {
  readonly specifier: string;
  readonly dynamic: boolean;
  readonly typeOnly: boolean;
}

interface Reading {
  readonly imports: readonly Import[];
  readonly nodeGlobals: readonly string[];
}

/** From the bottom up: a folder may import itself and those before it. */
const order = [
  'kernels',
  'bytes',
  'vocabulary',
  'table',
  'wire',
  'track',
  'roles',
  'engine',
  'vantage',
  'explain',
  'report',
  'cli',
] as const;

/** `capture` and `node` stand beside the line: what they may import, and who may import them. */
const beside: Readonly<
  Record<string, { readonly imports: readonly string[]; readonly importedBy: readonly string[] }>
> = {
  capture: {
    imports: ['bytes', 'vocabulary', 'table'],
    importedBy: ['engine', 'vantage', 'explain', 'report', 'node', 'cli', 'index.ts'],
  },
  node: {
    imports: ['bytes', 'vocabulary', 'table', 'capture', 'wire', 'track', 'roles', 'engine'],
    importedBy: ['cli'],
  },
};

const knowsNode: readonly string[] = ['node', 'cli'];
const nodeGlobals: ReadonlySet<string> = new Set([
  'Buffer',
  'NodeJS',
  'process',
  'global',
  'require',
  'setImmediate',
  'clearImmediate',
  '__dirname',
  '__filename',
]);
/** Loaded only where they are needed, so that importing the library stays light. */
const heavy: ReadonlySet<string> = new Set(['pcap-parser', 'cap', 'fzstd', 'cli-progress']);

/** All breaches of the house's rule among these files; an empty list means the house is in order. */
export function breaches(sources: Sources): string[] {
  const readings = new Map([...sources].map(([path, text]) => [path, read(path, text)] as const));
  const found: string[] = [];
  const graph = new Map<string, string[]>();
  for (const [path, { imports, nodeGlobals: globals }] of readings) {
    const folder = folderOf(path);
    if (!isKnown(folder)) found.push(`${path}: '${folder}' is not a folder of the house`);
    if (!knowsNode.includes(folder)) {
      for (const name of globals) found.push(`${path}: uses Node's ${name}`);
    }
    const targets: string[] = [];
    for (const each of imports) {
      if (each.specifier.startsWith('.')) {
        const target = resolve(path, each.specifier);
        if (target === '../package.json' && folder === 'cli') continue; // The command tells its version.
        if (!sources.has(target)) found.push(`${path}: imports ${target}, which does not exist`);
        else if (!mayImport(folder, folderOf(target))) found.push(`${path}: must not import ${target}`);
        targets.push(target);
      } else {
        found.push(...packageBreaches(path, folder, each));
      }
    }
    graph.set(path, targets);
  }
  return [...found, ...cycles(graph)];
}

/** The files that are loaded with one, by its path and text. */
export function loadedWith(path: string, text: string, sources: Sources): Set<string> {
  const loaded = new Set<string>();
  const visit = (from: string, code: string): void => {
    for (const { specifier, typeOnly } of read(from, code).imports) {
      const target = specifier.startsWith('.') && !typeOnly ? resolve(from, specifier) : '';
      if (!sources.has(target) || loaded.has(target)) continue;
      loaded.add(target);
      visit(target, sources.get(target)!);
    }
  };
  visit(path, text);
  return loaded;
}

/** The packages (not Node's modules) these files import, by name. */
export function packagesImported(sources: Sources): Set<string> {
  const names = new Set<string>();
  for (const [path, text] of sources) {
    for (const { specifier } of read(path, text).imports) {
      if (!specifier.startsWith('.') && !specifier.startsWith('node:')) names.add(packageName(specifier));
    }
  }
  return names;
}

function packageBreaches(path: string, folder: string, { specifier, dynamic, typeOnly }: Import): string[] {
  const found: string[] = [];
  if (specifier.startsWith('node:') && !knowsNode.includes(folder))
    found.push(`${path}: imports ${specifier}`);
  if (heavy.has(packageName(specifier)) && !dynamic && !typeOnly) {
    found.push(`${path}: imports ${specifier} statically`);
  }
  return found;
}

function read(path: string, text: string): Reading {
  const imports: Import[] = [];
  const globals = new Set<string>();
  const add = (node: ts.Node | undefined, dynamic: boolean, typeOnly: boolean): void => {
    // A computed specifier can't be checked, so it counts as a file that does not exist.
    const specifier = node && ts.isStringLiteralLike(node) ? node.text : './(computed)';
    imports.push({ specifier, dynamic, typeOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      add(node.moduleSpecifier, false, node.importClause?.isTypeOnly ?? false);
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
      add(node.moduleSpecifier, false, node.isTypeOnly);
    } else if (ts.isImportTypeNode(node)) {
      add(ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined, false, true);
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node.arguments[0], true, false);
    } else if (ts.isIdentifier(node) && nodeGlobals.has(node.text) && !isMemberName(node)) {
      globals.add(node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true));
  return { imports, nodeGlobals: [...globals] };
}

/** `x.process` and `{ process: 1 }` name a member, not the global. */
function isMemberName(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent))
    return parent.name === node && parent.expression.getText() !== 'globalThis';
  return (
    (ts.isPropertyAssignment(parent) ||
      ts.isPropertySignature(parent) ||
      ts.isPropertyDeclaration(parent) ||
      ts.isMethodDeclaration(parent) ||
      ts.isMethodSignature(parent) ||
      ts.isGetAccessorDeclaration(parent)) &&
    parent.name === node
  );
}

function folderOf(path: string): string {
  return path.split('/')[0] ?? path;
}

function isKnown(folder: string): boolean {
  return folder === 'index.ts' || folder in beside || (order as readonly string[]).includes(folder);
}

function mayImport(from: string, to: string): boolean {
  if (from === to) return true;
  const target = beside[to];
  if (target) return target.importedBy.includes(from);
  const importer = beside[from];
  if (importer) return importer.imports.includes(to);
  const rankTo = (order as readonly string[]).indexOf(to);
  const rankFrom = from === 'index.ts' ? order.indexOf('cli') : (order as readonly string[]).indexOf(from);
  return rankTo >= 0 && rankTo < rankFrom;
}

function resolve(from: string, specifier: string): string {
  return posix.join(posix.dirname(from), specifier).replace(/\.js$/, '.ts');
}

function packageName(specifier: string): string {
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier);
}

function cycles(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const walk = (file: string, trail: readonly string[]): void => {
    const start = trail.indexOf(file);
    if (start >= 0) {
      found.push(`cycle: ${[...trail.slice(start), file].join(' -> ')}`);
      return;
    }
    if (done.has(file)) return;
    for (const target of graph.get(file) ?? []) walk(target, [...trail, file]);
    done.add(file);
  };
  for (const file of graph.keys()) walk(file, []);
  return found;
}
