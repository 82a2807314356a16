// The distinct colours of a picture of 16 bits, found without sorting its pixels.

const NONE = -1;

/** The slot at which the search for a colour begins. */
function hashOf(r: number, g: number, b: number, slots: number): number {
  const mixed = Math.imul(((r << 16) | g) ^ Math.imul(b, 0x85ebca6b), 0x9e3779b1);
  return (mixed ^ (mixed >>> 15)) & (slots - 1);
}

/**
 * Counts the distinct colours of a picture of 16 bits a sample, leaving out as many low bits as it takes to have no more
 * than a number of colours.
 */
export class DeepColors {
  /** How many colours there are. */
  count = 0;
  /** Low bits of red, green and blue that are not looked at. */
  dropped = 0;
  /** Entries by the hash of their colour. */
  private slots: Int32Array;
  /** Of each entry its colour, as one number of 48 bits, its pixels and the sums of their red, green and blue. */
  private keys: Float64Array;
  private pixels: Uint32Array;
  private sums: Float64Array;

  /**
   * @param rgb 0..65535, `[n, 3]`
   * @param most colours, at least 1
   */
  constructor(rgb: Uint16Array, most: number) {
    const room = Math.min(most, rgb.length / 3) + 1;
    let slots = 4;
    while (slots < 2 * room) slots *= 2;
    this.slots = new Int32Array(slots).fill(NONE);
    this.keys = new Float64Array(room);
    this.pixels = new Uint32Array(room);
    this.sums = new Float64Array(3 * room);
    for (let at = 0; at < rgb.length; at += 3) {
      const [r, g, b] = [rgb[at], rgb[at + 1], rgb[at + 2]];
      const entry = this.place(r >> this.dropped, g >> this.dropped, b >> this.dropped);
      this.pixels[entry]++;
      this.sums[3 * entry] += r;
      this.sums[3 * entry + 1] += g;
      this.sums[3 * entry + 2] += b;
      while (this.count > most) this.coarsen();
    }
    this.rebuild(this.ascending(), 0);
  }

  /** The place of a colour that occurs, in ascending order of red, green and blue. */
  find(r: number, g: number, b: number): number {
    return this.place(r >> this.dropped, g >> this.dropped, b >> this.dropped);
  }

  /** Pixels of each colour, `[count]`. */
  get weights(): Uint32Array {
    return this.pixels.subarray(0, this.count);
  }

  /** The mean of the pixels of each colour, sRGB 0..255, `[count, 3]`. */
  means(): Float64Array {
    const { sums, pixels } = this;
    return Float64Array.from({ length: 3 * this.count }, (_, i) => sums[i] / pixels[Math.floor(i / 3)] / 257);
  }

  /** The entry of a colour, a new one where there is none. */
  private place(r: number, g: number, b: number): number {
    const { slots, keys } = this;
    const key = (r * 65_536 + g) * 65_536 + b;
    let slot = hashOf(r, g, b, slots.length);
    for (; slots[slot] !== NONE; slot = (slot + 1) & (slots.length - 1)) {
      if (keys[slots[slot]] === key) return slots[slot];
    }
    keys[this.count] = key;
    slots[slot] = this.count;
    return this.count++;
  }

  private coarsen(): void {
    this.dropped++;
    this.rebuild(
      Uint32Array.from({ length: this.count }, (_, entry) => entry),
      1,
    );
  }

  /** The entries by their colour. */
  private ascending(): Uint32Array {
    const sorted = this.keys.slice(0, this.count).sort();
    return Uint32Array.from(sorted, (key) => {
      const g = Math.floor(key / 65_536) % 65_536;
      return this.place(Math.floor(key / 2 ** 32), g, key % 65_536);
    });
  }

  /** Places entries anew in an order, each colour without `bits` more of its low bits. */
  private rebuild(order: Uint32Array, bits: number): void {
    const { keys, pixels, sums } = this;
    this.keys = new Float64Array(keys.length);
    this.pixels = new Uint32Array(keys.length);
    this.sums = new Float64Array(sums.length);
    this.slots.fill(NONE);
    this.count = 0;
    for (const entry of order) {
      const key = keys[entry];
      const g = Math.floor(key / 65_536) % 65_536;
      const to = this.place(Math.floor(key / 2 ** 32) >> bits, g >> bits, (key % 65_536) >> bits);
      this.pixels[to] += pixels[entry];
      for (let axis = 0; axis < 3; axis++) this.sums[3 * to + axis] += sums[3 * entry + axis];
    }
  }
}
