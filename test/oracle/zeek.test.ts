import { expect, test } from 'vitest';
import { pairOf, single } from './zeek.js';

test('connections are matched by their endpoints, whoever is the client, unless there are several', () => {
  const connections = [
    { id: 1, pair: pairOf('10.0.0.1:80', '[::1]:4000') },
    { id: 2, pair: pairOf('10.0.0.1:80', '10.0.0.2:4000') },
    { id: 3, pair: pairOf('10.0.0.2:4000', '10.0.0.1:80') },
  ];
  const found = single(connections, ({ pair }) => pair);
  expect([...found.values()].map(({ id }) => id)).toEqual([1]);
  expect(found.get(pairOf('[::1]:4000', '10.0.0.1:80'))?.id).toBe(1);
});
