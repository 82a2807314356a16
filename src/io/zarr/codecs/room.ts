// Room that a decoder fills from its beginning, of which no byte is read before it was written.

/** A decoder's output, of the size that it is to have. */
export class Room {
  private to = 0;

  constructor(private readonly out: Uint8Array) {}

  /** Appends bytes. @throws Error where there is no room for them */
  put(bytes: Uint8Array): void {
    if (this.to + bytes.length > this.out.length) throw new Error("more bytes than the chunk has room for");
    this.out.set(bytes, this.to);
    this.to += bytes.length;
  }

  /** Appends what was written so many bytes before, which may overlap. @throws Error */
  repeat(distance: number, length: number): void {
    const { out, to } = this;
    if (distance < 1 || distance > to) throw new Error("a repetition of what was never written");
    if (to + length > out.length) throw new Error("more bytes than the chunk has room for");
    if (distance >= length) out.copyWithin(to, to - distance, to - distance + length);
    else if (distance === 1) out.fill(out[to - 1], to, to + length);
    else for (let i = 0; i < length; i++) out[to + i] = out[to + i - distance];
    this.to += length;
  }

  /** @throws Error unless every byte was written */
  finish(): void {
    if (this.to !== this.out.length) throw new Error(`expected ${this.out.length} bytes, found ${this.to}`);
  }
}
