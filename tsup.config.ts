import type { Options } from 'tsup';

const common: Options = { format: 'esm', target: 'node20' };

const entry = {
  index: 'src/index.ts',
  'node/index': 'src/node/index.ts',
  'explain/locales/en': 'src/explain/locales/en.ts',
  'explain/locales/id': 'src/explain/locales/id.ts',
};

const library: Options = { ...common, entry, dts: { entry }, clean: ['!cli/**'] };

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
  minify: true,
  // Text of one byte a character is read faster.
  esbuildOptions: (options) => {
    options.charset = 'ascii';
  },
  removeNodeProtocol: false,
  esbuildPlugins: [builtins],
};

const builds: Options[] = [library, command];

export default builds;
