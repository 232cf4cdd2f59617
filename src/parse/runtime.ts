import type { Language, Parser } from 'web-tree-sitter';
import type { Grammars } from '../model/ports.ts';
import { type WasmMemory, wasm } from './wasm.ts';

/** 64 KiB each. The library needs 32 MB to start; a dense file of 2 MB was seen to need 200 MB. */
const INITIAL_PAGES = 512;
const MAXIMUM_PAGES = 6144;

/** Above this many bytes a runtime is dropped after use: its memory grows and never shrinks. */
const WORTH_DROPPING = 100 * 1024 * 1024;

/** One instance of the library with memory of its own, capped: a few kilobytes of hostile source can ask for gigabytes. */
export interface Runtime {
  readonly Parser: typeof Parser;
  readonly Language: typeof Language;
  readonly memory: WasmMemory;
  /**
   * Takes the instance out of use. Its objects have finalizers that would call into its memory when they are collected, which
   * throws from nowhere once that memory is broken; so its functions do nothing from then on.
   */
  retire(): void;
}

export async function startRuntime(grammars: Grammars): Promise<Runtime> {
  const [library, wasmBinary] = await Promise.all([grammars.library(), grammars.runtime()]);
  const { Parser, Language } = library as typeof import('web-tree-sitter');
  const memory = new wasm.Memory({ initial: INITIAL_PAGES, maximum: MAXIMUM_PAGES });
  // An abort is reported by the exception; the library would also write to the terminal.
  const silent = () => undefined;
  // The library turns the object it is given into the instance that it calls.
  const instance: Record<string, unknown> = { wasmBinary, wasmMemory: memory, print: silent, printErr: silent };
  await Parser.init(instance);
  const retire = () => {
    for (const name of Object.keys(instance)) if (typeof instance[name] === 'function') instance[name] = silent;
  };
  return { Parser, Language, memory, retire };
}

export function isBloated(runtime: Runtime): boolean {
  return runtime.memory.buffer.byteLength > WORTH_DROPPING;
}

/** The address in WebAssembly memory that the library keeps at index 0 of its objects; -1 where it does not. */
export function addressOf(object: object): number {
  const address: unknown = Reflect.get(object, 0);
  return typeof address === 'number' && address > 0 ? address : -1;
}
