import type { Options } from 'tsup';

const library = {
  index: 'src/index.ts',
  'node/index': 'src/node/index.ts',
  'explain/locales/en': 'src/explain/locales/en.ts',
  'explain/locales/id': 'src/explain/locales/id.ts',
};

const options: Options = {
  entry: { ...library, 'cli/main': 'src/cli/main.ts' },
  dts: { entry: library },
  format: 'esm',
  target: 'node20',
  clean: true,
};

export default options;
