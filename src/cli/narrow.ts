/**
 * Option of Node's where address space is limited. Without it Node lays gigabytes of that around each of WebAssembly's
 * memories, so that it need not check places in them.
 */
export const NARROW = '--disable-wasm-trap-handler';
