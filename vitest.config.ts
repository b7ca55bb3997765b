import { defineConfig, type ViteUserConfig } from 'vitest/config';

const project = (name: string, include: string[], exclude: string[] = []) => ({
  extends: true as const,
  test: { name, include, exclude },
});

const kinds = ['golden', 'property', 'house', 'smoke'];

const config: ViteUserConfig = defineConfig({
  test: {
    setupFiles: ['test/support/no-console.ts'],
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
