import { transform } from 'esbuild';
import type { Options } from 'tsup';

type Plugin = NonNullable<Options['plugins']>[number];

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

/** Makes the code short, once constants are. Text of one byte a character is read faster. */
const minified: Plugin = {
  name: 'minified',
  renderChunk: (code) =>
    transform(code, {
      minify: true,
      format: 'esm',
      target: 'node20',
      charset: 'ascii',
      // What is assigned to must not have become a constant.
      logOverride: { 'assign-to-constant': 'error' },
    }),
};

const entry = {
  index: 'src/index.ts',
  'node/index': 'src/node/index.ts',
  'explain/locales/en': 'src/explain/locales/en.ts',
  'explain/locales/id': 'src/explain/locales/id.ts',
};

const library: Options = { ...common, plugins: [constants], entry, dts: { entry }, clean: ['!cli/**'] };

/**
 * Node's own modules, asked for in the one way that takes no time: an import of them reads every export, which for `fs`
 * loads all of Node's streams.
 */
const builtins: NonNullable<Options['esbuildPlugins']>[number] = {
  name: 'builtins',
  setup(build) {
    build.onResolve({ filter: /^node:/ }, ({ path }) => ({ path, namespace: 'builtin' }));
    build.onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule('${path}');`,
    }));
  },
};

/**
 * The command has everything in few files of its own, as finding and reading the libraries' many takes longer than
 * explaining a small capture; what only some runs need is loaded when they do.
 */
const command: Options = {
  ...common,
  entry: { main: 'src/cli/main.ts' },
  outDir: 'dist/cli',
  clean: true,
  noExternal: [/./],
  plugins: [constants, minified],
  removeNodeProtocol: false,
  esbuildPlugins: [builtins],
};

const builds: Options[] = [library, command];

export default builds;
