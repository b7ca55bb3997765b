/** What must hold of every value that an analysis gives, whatever the capture was. */

/** Control, C1 and bidirectional characters, which no text from a capture may bring to a terminal. */
const STEERING = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/u;

/** Says that a value broke a promise. */
class Broken extends Error {
  override readonly name: string = 'Broken';
}

/** @throws Broken with the message where the condition does not hold */
export function demand(holds: boolean, message: string): asserts holds {
  if (!holds) throw new Broken(message);
}

/** Every number is finite, every text is well-formed, and nothing else than plain data is there. */
export function demandPlain(value: unknown, where: string): void {
  if (value === null || typeof value === 'boolean') return;
  if (typeof value === 'number') demand(Number.isFinite(value), `${where} is ${value}`);
  else if (typeof value === 'string') demand(isWellFormed(value), `${where} has a lone surrogate`);
  else if (typeof value === 'object')
    for (const [name, inner] of Object.entries(value)) demandPlain(inner, `${where}.${name}`);
  else throw new Broken(`${where} is ${typeof value}`);
}

/** @param text shown to people: a sentence, an Info line */
export function demandShowable(text: string, where: string): void {
  const found = STEERING.exec(text);
  demand(found === null, `${where} has U+${found?.[0].charCodeAt(0).toString(16).padStart(4, '0')}: ${text}`);
}

/** Reads every getter of a view, so that none can throw unnoticed. */
export function touchGetters(view: object): void {
  for (let type = Object.getPrototypeOf(view); type !== Object.prototype; type = Object.getPrototypeOf(type))
    for (const name of gettersOf(type)) Reflect.get(view, name);
}

const known = new Map<object, readonly string[]>();

function gettersOf(type: object): readonly string[] {
  let names = known.get(type);
  if (names === undefined) {
    const described = Object.entries(Object.getOwnPropertyDescriptors(type));
    names = described.filter(([, { get }]) => get !== undefined).map(([name]) => name);
    known.set(type, names);
  }
  return names;
}

function isWellFormed(text: string): boolean {
  return !/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(text);
}
