/** The part of the `WebAssembly` global that is used here; neither Node's types nor the language's own describe it. */
export interface WasmMemory {
  readonly buffer: ArrayBuffer;
}

interface Wasm {
  readonly Memory: new (pages: { readonly initial: number; readonly maximum: number }) => WasmMemory;
  readonly RuntimeError: new (message?: string) => Error;
  compile(bytes: Uint8Array): Promise<object>;
}

export const wasm = Reflect.get(globalThis, 'WebAssembly') as Wasm;
