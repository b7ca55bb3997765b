/** Kernels that work in one memory keep out of each other's way. */
import { expect, it } from 'vitest';
import { Kernel, type KernelConstant, sharedMemory } from '../../src/bytes/kernel.js';
import { CODE } from '../../src/kernels/rows.js';
import { BATCH_AT, FIRST_PAGES, MOST_PAGES } from '../../src/track/tcp-state.js';

it('what the kernel of rows has of its own ends before the batch', () => {
  const none = (): number => 0;
  const kernel = new Kernel<{ readonly FREE: KernelConstant }>(CODE);
  const memory = sharedMemory(FIRST_PAGES, MOST_PAGES);
  const { FREE } = kernel.instance({ env: { memory }, track: { at: none, has: none } });
  expect(FREE.value).toBeGreaterThan(1000);
  expect(FREE.value).toBeLessThanOrEqual(BATCH_AT);
});
