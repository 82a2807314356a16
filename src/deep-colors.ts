// The distinct colours of a picture of 16 bits, found without sorting its pixels.

const NONE = -1;

/** Numbers of an entry, side by side: its colour as one of 48 bits, its pixels, the sums of their red, green and blue. */
const FIELDS = 5;
const [PIXELS, SUMS] = [1, 2];

const oddNumber = (): number => (Math.random() * 2 ** 32) | 1;

const keyOf = (r: number, g: number, b: number): number => (r * 65_536 + g) * 65_536 + b;

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
  private readonly slots: Int32Array;
  private entries: Float64Array;
  /**
   * Factors of the hash. No picture can be made to collide with numbers that nobody knows; nothing else depends on them,
   * since the colours are in the end in their own order.
   */
  private readonly factors: readonly [number, number] = [oddNumber(), oddNumber()];

  /**
   * @param rgb 0..65535, `[n, 3]`
   * @param most colours, at least 1
   */
  constructor(rgb: Uint16Array, most: number) {
    const room = Math.min(most, rgb.length / 3) + 1;
    let slots = 4;
    while (slots < 2 * room) slots *= 2;
    this.slots = new Int32Array(slots).fill(NONE);
    this.entries = new Float64Array(FIELDS * room);
    for (let at = 0; at < rgb.length; at += 3) {
      const r = rgb[at];
      const g = rgb[at + 1];
      const b = rgb[at + 2];
      this.add(this.find(r, g, b), 1, r, g, b);
      while (this.count > most) this.coarsen();
    }
    this.sort();
  }

  /** The place of a colour that occurs, in ascending order of red, green and blue. */
  find(r: number, g: number, b: number): number {
    return this.place(r >> this.dropped, g >> this.dropped, b >> this.dropped);
  }

  /** Pixels of each colour, `[count]`. */
  get weights(): Uint32Array {
    return Uint32Array.from({ length: this.count }, (_, entry) => this.entries[FIELDS * entry + PIXELS]);
  }

  /** The mean of the pixels of each colour, sRGB 0..255, `[count, 3]`. */
  means(): Float64Array {
    const { entries, count } = this;
    const out = new Float64Array(3 * count);
    for (let entry = 0, at = 0; entry < count; entry++, at += FIELDS) {
      for (let c = 0; c < 3; c++) out[3 * entry + c] = entries[at + SUMS + c] / entries[at + PIXELS] / 257;
    }
    return out;
  }

  /** The entry of a colour, a new one where there is none. */
  private place(r: number, g: number, b: number): number {
    const { slots, entries } = this;
    const key = keyOf(r, g, b);
    const mask = slots.length - 1;
    const mixed = Math.imul(((r << 16) | g) ^ Math.imul(b, this.factors[0]), this.factors[1]);
    let slot = (mixed ^ (mixed >>> 15)) & mask;
    for (; slots[slot] !== NONE; slot = (slot + 1) & mask) {
      if (entries[FIELDS * slots[slot]] === key) return slots[slot];
    }
    entries[FIELDS * this.count] = key;
    slots[slot] = this.count;
    return this.count++;
  }

  private add(entry: number, pixels: number, r: number, g: number, b: number): void {
    const { entries } = this;
    const at = FIELDS * entry;
    entries[at + PIXELS] += pixels;
    entries[at + SUMS] += r;
    entries[at + SUMS + 1] += g;
    entries[at + SUMS + 2] += b;
  }

  /** Leaves out one more bit. */
  private coarsen(): void {
    this.dropped++;
    this.rebuild((entry) => entry, 1);
  }

  private sort(): void {
    const keys = new Float64Array(this.count);
    for (let entry = 0; entry < keys.length; entry++) keys[entry] = this.entries[FIELDS * entry];
    keys.sort();
    const order = new Uint32Array(keys.length);
    for (let i = 0; i < order.length; i++) {
      const r = Math.floor(keys[i] / 2 ** 32);
      const low = (keys[i] - r * 2 ** 32) >>> 0;
      order[i] = this.place(r, low >>> 16, low & 0xffff);
    }
    this.rebuild((i) => order[i], 0);
  }

  /** Places entries anew in an order, each colour without so many more of its low bits. */
  private rebuild(order: (i: number) => number, bits: number): void {
    const { entries: old, count } = this;
    this.entries = new Float64Array(old.length);
    this.slots.fill(NONE);
    this.count = 0;
    for (let i = 0; i < count; i++) {
      const at = FIELDS * order(i);
      const r = Math.floor(old[at] / 2 ** 32);
      const low = (old[at] - r * 2 ** 32) >>> 0;
      const entry = this.place(r >> bits, (low >>> 16) >> bits, (low & 0xffff) >> bits);
      this.add(entry, old[at + PIXELS], old[at + SUMS], old[at + SUMS + 1], old[at + SUMS + 2]);
    }
  }
}
