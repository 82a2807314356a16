import { GanxError } from "../errors.js";

type Scalars = Uint8Array | Uint16Array | Int32Array | Uint32Array | Float32Array | Float64Array;

const PAGE = 65_536;
const ALIGNMENT = 16;

/** A stack of scratch buffers in linear memory; pointers are plain numbers and never leave `src/kernels/`. */
export class Arena {
  private top: number;
  /** Below it lies what stays. */
  private floor: number;
  private readonly base: number;

  constructor(
    private readonly memory: WebAssembly.Memory,
    base: number,
  ) {
    this.base = Math.ceil(base / ALIGNMENT) * ALIGNMENT;
    this.top = this.base;
    this.floor = this.base;
  }

  /** Whether nothing is reserved but what stays. */
  get isFree(): boolean {
    return this.top === this.floor;
  }

  /** Makes what is reserved now stay. */
  keep(): void {
    this.floor = this.top;
  }

  /** Gives back what stayed. */
  clear(): void {
    this.top = this.base;
    this.floor = this.base;
  }

  mark(): number {
    return this.top;
  }

  release(mark: number): void {
    this.top = mark;
  }

  /** Reserves bytes aligned to 16; their content is whatever was there. */
  reserve(bytes: number): number {
    const pointer = this.top;
    const end = pointer + Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
    const missing = end - this.memory.buffer.byteLength;
    if (missing > 0) {
      try {
        this.memory.grow(Math.ceil(missing / PAGE));
      } catch (cause) {
        throw new GanxError("OUT_OF_MEMORY", `out of memory: the core could not grow to ${end} bytes`, {
          cause,
        });
      }
    }
    this.top = end;
    return pointer;
  }

  /** Reserves zeroed bytes. */
  zeros(bytes: number): number {
    const pointer = this.reserve(bytes);
    new Uint8Array(this.memory.buffer, pointer, bytes).fill(0);
    return pointer;
  }

  /** Copies values in. */
  put(values: Scalars): number {
    const pointer = this.reserve(values.byteLength);
    this.set(pointer, values);
    return pointer;
  }

  /** Copies values into what was reserved. */
  set(pointer: number, values: Scalars): void {
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    new Uint8Array(this.memory.buffer, pointer, values.byteLength).set(bytes);
  }

  /** Copies values out into `target`, filling it. */
  get<T extends Scalars>(target: T, pointer: number): T {
    const bytes = new Uint8Array(target.buffer, target.byteOffset, target.byteLength);
    bytes.set(new Uint8Array(this.memory.buffer, pointer, target.byteLength));
    return target;
  }
}
