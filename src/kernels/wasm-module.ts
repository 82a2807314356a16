// One WebAssembly module of the package: where it comes from, its instance and its memory.
import { instantiate, instantiateSync } from "@assemblyscript/loader";
import { GanxError } from "../errors.js";
import { Arena } from "./arena.js";
import { sourceOfModule, type WasmSource, type WasmSources } from "./sources.js";

/** What every module exports. */
interface Exports {
  readonly memory: WebAssembly.Memory;
  heapBase(): number;
}

interface About {
  /** For messages: what it is, its file in the package, and the option of `loadGanx` that takes it. */
  readonly what: string;
  readonly file: string;
  readonly option: keyof WasmSources;
  /** The function to await first, for messages. */
  readonly loader: string;
  /** The bytes inside the package, hexadecimal; empty where they are not carried. */
  readonly embedded: () => string | Promise<string>;
}

interface Instance<Kernels> {
  readonly module: WebAssembly.Module;
  readonly kernels: Kernels;
  readonly arena: Arena;
}

/** What the loader gives. */
interface Loaded {
  readonly module: WebAssembly.Module;
  readonly exports: unknown;
}

/** Hexadecimal rather than base64: it is a sixth smaller when it has been compressed on its way. */
function decode(hex: string): Uint8Array<ArrayBuffer> {
  const nibble = (at: number): number => {
    const code = hex.charCodeAt(at);
    return code < 58 ? code - 48 : code - 87;
  };
  const bytes = new Uint8Array(hex.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = 16 * nibble(2 * i) + nibble(2 * i + 1);
  return bytes;
}

/**
 * Instantiates what is given. What is no response is not shown to the loader's `instantiate`: in Node its question whether
 * it is one loads all of fetch, in every thread.
 */
async function instance(source: Exclude<WasmSource, URL | string>): Promise<Loaded> {
  const isModule = source instanceof WebAssembly.Module;
  if (!isModule && !(source instanceof ArrayBuffer || ArrayBuffer.isView(source)))
    return instantiate<Record<string, unknown>>(source, {});
  const module = isModule ? source : await WebAssembly.compile(source);
  try {
    return instantiateSync<Record<string, unknown>>(module, {});
  } catch {
    // Some browsers want large ones to be awaited.
    return instantiate<Record<string, unknown>>(module, {});
  }
}

/** A module that is instantiated once for this realm. */
export class WasmModule<Kernels extends Exports> {
  private instance: Instance<Kernels> | undefined;
  private loading: Promise<void> | undefined;

  constructor(private readonly about: About) {}

  /**
   * Instantiates the module; later calls return at once.
   *
   * @throws GanxError `NOT_LOADED` when the runtime refuses the source
   */
  load(): Promise<void> {
    this.loading ??= this.instantiate().catch((cause) => {
      this.loading = undefined;
      throw cause;
    });
    return this.loading;
  }

  private async instantiate(): Promise<void> {
    if (this.instance) return;
    const { what, file, option, embedded } = this.about;
    const source = sourceOfModule(option);
    try {
      const from = typeof source === "string" || source instanceof URL ? await fetch(source) : source;
      this.accept(await instance(from ?? decode(await embedded())));
    } catch (cause) {
      throw new GanxError(
        "NOT_LOADED",
        `the WebAssembly ${what} did not load (${cause instanceof Error ? cause.message : cause}); ` +
          `where compiling bytes is forbidden, import ${file} as a module and pass it: loadGanx({ ${option}: module })`,
        { cause },
      );
    }
  }

  private accept({ module, exports }: Loaded): Instance<Kernels> {
    const kernels = exports as Kernels;
    this.instance = { module, kernels, arena: new Arena(kernels.memory, kernels.heapBase() >>> 0) };
    return this.instance;
  }

  /**
   * The instance; one that is compiled, or whose bytes are at hand, is made at once.
   *
   * @throws GanxError `NOT_LOADED`
   */
  get loaded(): Instance<Kernels> {
    if (this.instance) return this.instance;
    const { what, loader } = this.about;
    try {
      return this.accept(instantiateSync<Record<string, unknown>>(this.atHand(), {}));
    } catch (cause) {
      throw new GanxError(
        "NOT_LOADED",
        `this runtime cannot load the ${what} at once; call \`await ${loader}()\` first`,
        { cause },
      );
    }
  }

  private atHand(): BufferSource | WebAssembly.Module {
    const source = sourceOfModule(this.about.option);
    if (source instanceof WebAssembly.Module || source instanceof ArrayBuffer || ArrayBuffer.isView(source)) {
      return source;
    }
    const hex = source === undefined && this.about.embedded();
    if (typeof hex !== "string") throw new Error("its bytes come later");
    return decode(hex);
  }

  /** The compiled module, for other threads; undefined while none is loaded. */
  get module(): WebAssembly.Module | undefined {
    return this.instance?.module;
  }

  /** Runs kernels over scratch memory that is given back when `use` returns; `use` must not be asynchronous. */
  use<T>(use: (kernels: Kernels, arena: Arena) => T): T {
    const { kernels, arena } = this.loaded;
    const mark = arena.mark();
    try {
      return use(kernels, arena);
    } finally {
      arena.release(mark);
    }
  }
}
