import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { transform } from 'esbuild';
import type { Options } from 'tsup';
import { register } from 'tsx/esm/api';

type Plugin = NonNullable<Options['plugins']>[number];

register();

const common: Options = { format: 'esm', target: 'node20' };

/**
 * The bundler makes a `var` of every constant of a module, so that the engine must look up each place in a record and each
 * bit of a flag anew whenever code comes to it. What the sources call `const` is made one again; its value is compiled in.
 */
const constants: Plugin = {
  name: 'constants',
  renderChunk: (code) => ({
    // Each module begins with its path.
    code: code.replaceAll(/^\/\/ src\/.*\n(?:(?!\/\/ ).*\n)*/gm, (module) =>
      module.replaceAll(/^var (?=[\w$]+ = )/gm, 'const '),
    ),
  }),
};

/** A script gives this function to the launcher; where Node itself loads it, as a module, which is a function, it is called. */
const OPENING =
  "(typeof arguments === 'object' ? (body) => body(exports, require, module) : (body) => body)" +
  '(function (exports, require, module) {';

/**
 * Characters from which a string is large: the engine gives it memory of its own. One that is nearly so would fill up the
 * room for young objects, which are then looked through all the sooner.
 */
const LARGE = 0x20001;

/** Makes the code short, once constants are, and scripts of the modules. Text of one byte a character is read faster. */
const minified: Plugin = {
  name: 'minified',
  async renderChunk(source) {
    const { code } = await transform(source, {
      minify: true,
      format: 'cjs',
      platform: 'node',
      target: 'node20',
      supported: { 'dynamic-import': false },
      charset: 'ascii',
      banner: "'use strict';",
      // What is assigned to must not have become a constant.
      logOverride: { 'assign-to-constant': 'error' },
    });
    if (!/^\p{ASCII}*$/u.test(code))
      throw new Error('a regular expression with a character that is not ASCII');
    if (source.startsWith('#!')) return { code };
    const script = `${OPENING}${code}})`;
    return { code: script.length > LARGE / 4 ? script.padEnd(LARGE) : script };
  },
};

const entry = {
  index: 'src/index.ts',
  'node/index': 'src/node/index.ts',
  'explain/locales/en': 'src/explain/locales/en.ts',
  'explain/locales/id': 'src/explain/locales/id.ts',
};

const require = createRequire(import.meta.url);

/**
 * Node's own modules, asked for in the one way that takes no time: an import of them reads every export, which for `fs`
 * loads all of Node's streams. Of what is imported only what is used is read, too.
 */
const builtins: NonNullable<Options['esbuildPlugins']>[number] = {
  name: 'builtins',
  setup(build) {
    build.onResolve({ filter: /^node:/ }, ({ path, kind }) =>
      kind === 'dynamic-import' ? { path, external: true } : { path, namespace: kind },
    );
    build.onLoad({ filter: /.*/, namespace: 'import-statement' }, ({ path }) => ({
      contents: [
        `const $builtin = process.getBuiltinModule('${path}');`,
        'const $read = (name) => $builtin[name];',
        ...Object.keys(require(path)).map(
          (name) => `export const ${name} = /* @__PURE__ */ $read('${name}');`,
        ),
      ].join('\n'),
    }));
    build.onLoad({ filter: /.*/, namespace: 'require-call' }, ({ path }) => ({
      // commander would start the programs of subcommands with it; ours have none.
      contents: path === 'node:child_process' ? '' : `module.exports = process.getBuiltinModule('${path}');`,
    }));
  },
};

const mainOf = (library: string): string => fileURLToPath(import.meta.resolve(library));

/** What only some runs need, a script each. They share nothing with the others: what both need is in both. */
const LATER = {
  arguments: 'src/cli/arguments.ts',
  command: 'src/cli/command.ts',
  'worker-threads': 'src/cli/threads/worker-threads.ts',
  'in-thread': 'src/cli/threads/in-thread.ts',
  en: 'src/explain/locales/en.ts',
  id: 'src/explain/locales/id.ts',
  several: 'src/cli/several.ts',
  programs: 'src/cli/programs.ts',
  'cli-progress': mainOf('cli-progress'),
  fzstd: mainOf('fzstd'),
  pako: mainOf('pako'),
};

/** Libraries of whose functions few runs call one, and which make much when they are run: that is, when one is called. */
const LATE = /^(fast-(string-width|wrap-ansi)|ts-pattern)$/;

const later: NonNullable<Options['esbuildPlugins']>[number] = {
  name: 'later',
  setup(build) {
    build.onResolve({ filter: /.*/ }, ({ path, kind }) => {
      const name = basename(path, '.js');
      return kind === 'dynamic-import' && name in LATER
        ? { path: `./${name}.js`, external: true }
        : undefined;
    });
    build.onResolve({ filter: LATE }, ({ path, kind, resolveDir }) =>
      kind === 'import-statement' ? { path, namespace: 'late', pluginData: resolveDir } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'late' }, async ({ path, pluginData }) => ({
      contents: Object.entries(await import(path))
        .map(([name, value]) => {
          const late =
            typeof value === 'function'
              ? `(...given) => require('${path}').${name}(...given)`
              : `/* @__PURE__ */ new Proxy({}, { get: (_, key) => require('${path}').${name}[key] })`;
          return name === 'default' ? `export default ${late};` : `export const ${name} = ${late};`;
        })
        .join('\n'),
      resolveDir: pluginData,
    }));
  },
};

/** Modules of rules: the tables that they export are the same in every run, and making one asks all rules for all cases. */
const RULES = /src\/.+-rules\.ts$/;
/** Modules of words and codes: all that they export, but for functions, is the same in every run, too. */
const WORDS =
  /src\/(vocabulary\/.+|table\/(frame-batch|sources)|track\/tcp-state|wire\/(dns-types|ports|syn-options|tcp|walk)|explain\/(locales\/(en|id)|sentences|slots)|vantage\/match\/fates|cli\/words)\.ts$/;

/** Works them out here. What gives numbers to names becomes an enum: the bundler puts each where its name stands. */
const workOut = (filter: RegExp): NonNullable<Options['esbuildPlugins']>[number] => ({
  name: 'work-out',
  setup(build) {
    build.onLoad({ filter }, async ({ path }) => {
      let contents = readFileSync(path, 'utf8');
      for (const [name, value] of Object.entries<unknown>(await import(path))) {
        const known = workedOut(name, value);
        if (known === undefined) continue;
        const statement = new RegExp(`^export const ${name}\\b(.*|[^]*?\\n\\S.*);$`, 'm');
        if (!statement.test(contents)) throw new Error(`${path} says otherwise than thought what ${name} is`);
        contents = contents.replace(statement, () => known);
      }
      return { contents, loader: 'ts' };
    });
  },
});

function workedOut(name: string, value: unknown): string | undefined {
  if (isPlain(value) && Object.values(value).every((code) => typeof code === 'number'))
    return `export enum ${name} {${Object.entries(value).map(([key, code]) => `'${key}' = ${code}`)}}`;
  if (!isPlain(value) && !Array.isArray(value)) return undefined;
  // Functions and infinite numbers would be left out.
  if (!isDeepStrictEqual(JSON.parse(JSON.stringify(value)), value))
    throw new Error(`${name} is more than data`);
  return `export const ${name} = ${JSON.stringify(value, asDictionary)};`;
}

/** Without a prototype an object is a dictionary; the engine would else plan a layout anew for each of its properties. */
function asDictionary(_: string, value: unknown): unknown {
  return isPlain(value) ? { ['__proto__']: null, ...value } : value;
}

function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

const library: Options = {
  ...common,
  entry,
  dts: { entry },
  clean: ['!cli/**'],
  plugins: [constants],
  esbuildPlugins: [workOut(RULES)],
};

/** What most runs are like. They are short: in a long one the engine forgets again what it made for the start. */
const TYPICAL = ['01-name-lookup', '02-echo', '04-two-clients', '07-ipv6', '10-lossy'].flatMap((story) => {
  const [one = '', other = ''] = ['mesin1', 'mesin2'].map((name) => `samples/${story}/${name}.pcap`);
  const runs = [
    ['explain', one],
    ['explain', one, other, '--log', `mesin1=samples/${story}/mesin1.log`],
    ...['ndjson', 'csv', 'json', 'markdown'].map((format) => ['explain', one, '--format', format]),
    ['connections', one],
    ['lookups', one],
    ['match', one, other],
    ...(story === '01-name-lookup' ? [] : [['follow', one, '--connection', '0']]),
  ];
  return runs.flatMap((run) => [run, [...run, '--lang', 'id']]);
});

/** Has Node keep what it makes of the scripts in typical runs; each adds to what those before it left. */
async function keepCompiled(): Promise<void> {
  writeFileSync('dist/cli/package.json', '{ "type": "commonjs" }\n');
  const env = { ...process.env, LC_ALL: 'C' };
  for (const [index, run] of TYPICAL.entries()) {
    // Into a file and into a pipe: each has code of its own.
    const stdout = index % 2 === 0 ? 'ignore' : 'pipe';
    const args = ['--import', './scripts/keep-compiled.mjs', 'dist/cli/main.js', ...run];
    execFileSync(process.execPath, args, { env, stdio: ['ignore', stdout, 'inherit'] });
  }
}

/**
 * The command has everything in few files of its own, as finding and reading the libraries' many takes longer than
 * explaining a small capture; what only some runs need is loaded when they do. They are scripts, as the engine can keep
 * what it made of a script's functions, but not of a module's.
 */
const command: Options = {
  ...common,
  entry: { main: 'src/cli/launch.ts', explain: 'src/cli/explain.ts', ...LATER },
  splitting: false,
  outDir: 'dist/cli',
  clean: true,
  noExternal: [/./],
  plugins: [constants, minified],
  removeNodeProtocol: false,
  // Scripts know where they are as those of Node's do.
  define: { 'import.meta.filename': 'module.filename' },
  esbuildPlugins: [builtins, later, workOut(RULES), workOut(WORDS)],
  onSuccess: keepCompiled,
};

const builds: Options[] = [library, command];

export default builds;
