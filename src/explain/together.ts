/** What has the properties of all of them. */
type Together<Parts extends readonly object[]> = Parts extends readonly [
  infer First,
  ...infer Rest extends object[],
]
  ? First & Together<Rest>
  : unknown;

/** Objects of many properties in one: the same as spreading them, which takes five times as long, and as much memory. */
export function together<Parts extends object[]>(...parts: Parts): Together<Parts> {
  return Object.assign({}, ...parts) as Together<Parts>;
}
