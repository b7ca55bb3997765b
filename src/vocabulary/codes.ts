/**
 * The number that stands for each name: its place among them. They are read as text, as the engine makes an object of many
 * properties at once in a third of the time that one after another takes.
 */
export function codesOf<Name extends string>(names: readonly Name[]): Readonly<Record<Name, number>> {
  return JSON.parse(`{${names.map((name, code) => `"${name}":${code}`).join()}}`);
}
