/** A kernel's memory, which may grow: its buffer is then another. */
export interface KernelMemory {
  readonly buffer: ArrayBuffer;
  /** @param pages of 64 KiB to add @throws RangeError where there is no room */
  grow(pages: number): number;
}

/**
 * A memory that many threads might share. None do, but such a one grows in place: views of it stay as they are, where
 * those of another are detached, which alone makes every access to any typed array of the program slower.
 */
export interface SharedKernelMemory {
  readonly buffer: SharedArrayBuffer;
  grow(pages: number): number;
}

/** A number that a kernel tells. */
export interface KernelConstant {
  readonly value: number;
}

/** What of WebAssembly is used: both Node and browsers have it, but only some type libraries. */
interface WebAssemblyApi {
  readonly Memory: new (descriptor: object) => unknown;
  readonly Module: new (code: Uint8Array<ArrayBuffer>) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: object };
}

/** A kernel, one of the few loops in which the time goes, as WebAssembly: compiled when first needed. */
export class Kernel<Exports extends object> {
  readonly #code: readonly number[];
  #module: object | undefined;

  /** @param code in words of 32 bits: the engine keeps them ready made, where text would have to be read */
  constructor(code: readonly number[]) {
    this.#code = code;
  }

  /** An instance, with a memory of its own unless one is imported. */
  instance(imports: object = {}): Exports {
    const { Module, Instance } = webAssembly();
    this.#module ??= new Module(new Uint8Array(new Int32Array(this.#code).buffer));
    return new Instance(this.#module, imports).exports as Exports;
  }
}

/** @param initial pages of 64 KiB, @param maximum likewise: as the kernel that imports it states them */
export function sharedMemory(initial: number, maximum: number): SharedKernelMemory {
  return new (webAssembly().Memory)({ initial, maximum, shared: true }) as SharedKernelMemory;
}

function webAssembly(): WebAssemblyApi {
  return (globalThis as unknown as { WebAssembly: WebAssemblyApi }).WebAssembly;
}
