/** A kernel's memory, which may grow: its buffer is then another. */
export interface KernelMemory {
  readonly buffer: ArrayBuffer;
  /** @param pages of 64 KiB to add @throws RangeError where there is no room */
  grow(pages: number): number;
}

/** A number that a kernel tells. */
export interface KernelConstant {
  readonly value: number;
}

/** What of WebAssembly is used: both Node and browsers have it, but only some type libraries. */
interface WebAssemblyApi {
  readonly Module: new (code: Uint8Array<ArrayBuffer>) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: object };
}

/** A kernel, one of the few loops in which the time goes, as WebAssembly: compiled when first needed. */
export class Kernel<Exports extends object> {
  readonly #code: string;
  #module: object | undefined;

  /** @param code in base64 */
  constructor(code: string) {
    this.#code = code;
  }

  /** An instance with a memory of its own. */
  instance(imports: object = {}): Exports {
    const { Module, Instance } = (globalThis as unknown as { WebAssembly: WebAssemblyApi }).WebAssembly;
    this.#module ??= new Module(fromBase64(this.#code));
    return new Instance(this.#module, imports).exports as Exports;
  }
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < bytes.length; at++) bytes[at] = binary.charCodeAt(at);
  return bytes;
}
