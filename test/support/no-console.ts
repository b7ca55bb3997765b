/** Fails a test that writes to the console: data goes to a stream the caller names, never to the console. */
import { afterEach } from 'vitest';

const methods = ['debug', 'error', 'info', 'log', 'trace', 'warn'] as const;
const written: string[] = [];

for (const method of methods) {
  console[method] = (...values: unknown[]) => {
    written.push(`console.${method}: ${values.map(String).join(' ')}`);
  };
}

afterEach(() => {
  const lines = written.splice(0);
  if (lines.length > 0) throw new Error(`the test wrote to the console\n${lines.join('\n')}`);
});
