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
  // Libraries that are CommonJS ask for Node's modules in their way.
  banner: {
    js: "import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);",
  },
};

const builds: Options[] = [library, command];

export default builds;
