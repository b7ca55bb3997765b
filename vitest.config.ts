import { defineConfig, type ViteUserConfig } from 'vitest/config';

const project = (name: string, include: string[], exclude: string[] = []) => ({
  extends: true as const,
  test: { name, include, exclude },
});

const kinds = ['golden', 'property', 'house', 'smoke'];

/** The package's own names, so that an example reads as its user writes it. */
const source = (path: string): string => new URL(`src/${path}`, import.meta.url).pathname;

const config: ViteUserConfig = defineConfig({
  resolve: {
    alias: [
      { find: /^framewise$/, replacement: source('index.ts') },
      { find: /^framewise\/node$/, replacement: source('node/index.ts') },
      { find: /^framewise\/locales\/(en|id)$/, replacement: source('explain/locales/$1.ts') },
    ],
  },
  test: {
    setupFiles: ['test/support/no-console.ts', 'test/support/every-row.ts'],
    // Generous, so that a busy machine fails no test.
    testTimeout: 60_000,
    hookTimeout: 180_000,
    reporters: ['default', 'json'],
    outputFile: { json: 'test-results/vitest.json' },
    projects: [
      project(
        'unit',
        ['test/**/*.test.ts'],
        kinds.map((kind) => `test/${kind}/**`),
      ),
      ...kinds.map((kind) => project(kind, [`test/${kind}/**/*.test.ts`])),
    ],
  },
});

export default config;
