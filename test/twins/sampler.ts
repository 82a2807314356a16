// Twins of the sampler: the paper's Algorithm 4, and one pixel's counts number by number, from their definition in
// assembly/sample.ts and assembly/poisson-table.ts.
import { type AliasTwin, aliasChannel, aliasTwin } from "./alias.js";
import { philoxTwin } from "./philox.js";
import { poissonLaw, tailOf } from "./poisson-law.js";

/** Algorithm 4: every photon finds its channel by walking the cumulative distribution. */
export function naiveCounts(
  distribution: ArrayLike<number>,
  photons: number,
  random: () => number,
): Uint32Array {
  const counts = new Uint32Array(distribution.length);
  for (let photon = 0; photon < photons; photon++) {
    const u = random();
    let channel = 0;
    let cumulative = distribution[0];
    while (cumulative <= u && channel < distribution.length - 1) cumulative += distribution[++channel];
    counts[channel]++;
  }
  return counts;
}

/** 53 bits of a block's first two words. */
const bits53 = ([a, b]: number[]): number => (a >>> 5) * 67_108_864 + (b >>> 6);

/** Uniform numbers from the Philox twin, in a stream that ganx itself never uses. */
export function philoxUniforms(seed: number): () => number {
  let draw = 0;
  return () => bits53(philoxTwin([draw++, 0, 0, 99], [seed, 0])) / 2 ** 53;
}

/** Blocks of eight words: eight lanes of SFC32 that start from Philox. */
export function streamTwin(
  pixel: number,
  purpose: number,
  key: readonly number[],
): (blocks: number) => number[] {
  const lanes = Array.from({ length: 8 }, (_, lane) => philoxTwin([lane, pixel, 0, purpose], key));
  return (blocks) =>
    Array.from({ length: 8 * blocks }, (_, i) => {
      const [a, b, c, d] = lanes[i % 8];
      const sum = (a + b + d) >>> 0;
      const turned = ((c << 21) | (c >>> 11)) >>> 0;
      lanes[i % 8] = [(b ^ (b >>> 9)) >>> 0, (c + (c << 3)) >>> 0, (turned + sum) >>> 0, (d + 1) >>> 0];
      return sum;
    });
}

const FOR_ALIAS_TIE = 1;
const FOR_CHANNEL_TIE = 6;
const FOR_TOTAL = 7;

/** What a pass does with a light channel. */
interface Light {
  readonly channel: number;
  readonly mean: number;
  /** Whole units of 2^-16 of each count, 0 where they are fewer than 16. */
  readonly units: readonly number[];
  /** Units that are left. */
  readonly rest: number;
}

interface Pass {
  readonly mean: number;
  /** Vectors of eight channels in the order in which they are drawn. */
  readonly vectors: readonly { readonly lowest: number; readonly lanes: readonly (Light | undefined)[] }[];
  /** The heavy channel of each number; some numbers have none. */
  readonly heavy: readonly ({ readonly channel: number; readonly mean: number } | undefined)[];
  readonly quiet?: {
    readonly table: AliasTwin;
    /** How many there are, unless their channel is heavy. */
    readonly light?: Light;
  };
}

function lightChannel(channel: number, mean: number, counts = 64): Light {
  const units: number[] = [];
  let p = Math.exp(-mean);
  for (let k = 0; k < counts; k++) {
    const whole = Math.floor(p * 65_536);
    units.push(whole < 16 ? 0 : whole);
    p *= mean / (k + 1);
  }
  return { channel, mean, units, rest: 65_536 - units.reduce((sum, n) => sum + n, 0) };
}

function planPass(distribution: Float64Array, mean: number): Pass {
  const channels = distribution.length;
  const vectorMeans = Array.from({ length: Math.ceil(channels / 8) }, (_, v) =>
    distribution.subarray(8 * v, 8 * v + 8).reduce((sum, p) => sum + mean * p, 0),
  );
  const isQuiet = (channel: number): boolean => vectorMeans[channel >>> 3] < 1;
  const quietMean = vectorMeans.reduce((sum, part) => sum + (part < 1 ? part : 0), 0);
  const means = Array.from(distribution, (p, c) => (isQuiet(c) ? 0 : mean * p));
  const vectors = Array.from({ length: Math.ceil(channels / 8) }, (_, v) => {
    const lanes = means.slice(8 * v, 8 * v + 8).map((m, lane) => {
      return m > 0 && m < 24 ? lightChannel(8 * v + lane, m) : undefined;
    });
    while (lanes.length < 8) lanes.push(undefined);
    // A channel that is not here counts as one whose count is 0.
    const lows = lanes.map((lane) => lane?.units.findIndex((n) => n > 0) ?? 0);
    const highs = lanes.map((lane) => lane?.units.findLastIndex((n) => n > 0) ?? 0);
    const lowest = Math.min(...lows);
    const thresholds = Math.max(...highs) - lowest;
    return { lowest, lanes, order: [4, 8, 12, 16, 24, 32, 48, 64].findIndex((n) => thresholds <= n) };
  })
    .filter(({ lanes }) => lanes.some((lane) => lane))
    .sort((a, b) => a.order - b.order);
  const areManyQuiet = quietMean >= 256;
  const quiet = quietMean > 0 && {
    table: aliasTwin(distribution.map((p, c) => (isQuiet(c) ? (mean * p) / quietMean : 0))),
    ...(!areManyQuiet && { light: lightChannel(channels, quietMean, 512) }),
  };
  const heavy = orderHeavy([...means, areManyQuiet ? quietMean : 0]);
  return { mean, vectors, heavy, ...(quiet && { quiet }) };
}

/** Heavy channels in the order of their numbers: first eights of neighbours, with numbers for those that are not heavy. */
function orderHeavy(means: readonly number[]): Pass["heavy"] {
  const at = (channel: number) => ({ channel, mean: means[channel] });
  const fits = (channel: number): boolean => {
    // Counts up to 2.5 deviations from the mean fit into 16 bits of which 7 are for fractions.
    const isChannel = channel < means.length - 1;
    return (
      isChannel && means[channel] >= 24 && 2.5 * (Math.sqrt(means[channel]) + 0.01) + 2.6 <= 32_700 / 128
    );
  };
  const eights = Array.from({ length: Math.ceil((means.length - 1) / 8) }, (_, v) =>
    Array.from({ length: 8 }, (_, lane) => (fits(8 * v + lane) ? at(8 * v + lane) : undefined)),
  ).filter((lanes) => lanes.filter(Boolean).length >= 2);
  const together = new Set(eights.flatMap((lanes) => lanes.map((lane) => lane?.channel)));
  const alone = means.flatMap((mean, channel) => (mean >= 24 && !together.has(channel) ? [at(channel)] : []));
  return [...eights.flat(), ...alone];
}

/** A way to be wrong, for tests of the tests. */
export interface Faults {
  /** What was cut off the light channels counts as the lowest number. */
  readonly ignoreRest?: boolean;
}

export interface TwinDraw {
  readonly counts: Float64Array;
  readonly passes: number;
  /** Photons that were placed one by one, and that were taken away. */
  readonly placed: number;
  readonly removed: number;
}

export interface PixelDraw {
  readonly photons: number;
  readonly poisson: boolean;
  readonly pixel: number;
  readonly key: readonly [number, number];
  /** 0 for the counts, 8 for a background; default 0. */
  readonly purpose?: number;
}

/** The counts of one distribution in a pixel, drawn as its record with these passes says. */
export class SamplerTwin {
  private readonly passes: readonly Pass[];
  private readonly table: AliasTwin;

  constructor(
    private readonly distribution: Float64Array,
    passes: readonly number[],
    private readonly faults: Faults = {},
  ) {
    this.passes = passes.map((mean) => planPass(distribution, mean));
    this.table = aliasTwin(distribution);
  }

  draw({ photons, poisson, pixel, key, purpose = 0 }: PixelDraw): TwinDraw {
    const channels = this.distribution.length;
    const counts = new Float64Array(channels);
    const stream = streamTwin(pixel, purpose, key);
    const total = (): number => counts.reduce((sum, n) => sum + n, 0);
    const least = 64 + 0.15 * channels;
    const passUpTo = (most: number): Pass | undefined => this.passes.findLast(({ mean }) => mean <= most);
    let passes = 0;
    let placed = 0;
    /** A table for each photon that is placed with what comes next. */
    let tables: AliasTwin[] = [];
    const pass = (chosen: Pass): void => {
      const quiet = this.addPass(counts, chosen, stream, pixel, purpose * 256 + passes++, key);
      tables = new Array<AliasTwin>(quiet).fill(chosen.quiet?.table as AliasTwin);
      placed = total() + quiet;
    };

    let goal = photons;
    if (poisson) {
      const first = photons < least ? undefined : passUpTo(photons);
      if (first) pass(first);
      goal = placed + poissonTotal(photons - (first?.mean ?? 0), pixel, purpose, key);
    }
    for (;;) {
      const missing = Math.max(0, goal - placed);
      const margin = (missing < 4096 ? 2 : 2.8) * Math.sqrt(missing);
      const next = missing < least ? undefined : passUpTo(missing - margin);
      if (!next) tables = [...tables, ...new Array<AliasTwin>(missing).fill(this.table)];
      placePhotons(tables, stream, [pixel, (purpose * 256 + passes) | 0x80], key, (slot) => {
        counts[slot]++;
      });
      if (next) {
        pass(next);
        continue;
      }
      const removed = Math.max(0, placed - goal);
      removePhotons(counts, removed, pixel, purpose, key);
      return { counts, passes, placed: missing, removed };
    }
  }

  /** @returns photons of quiet channels, which are not placed */
  private addPass(
    counts: Float64Array,
    { vectors, heavy, quiet }: Pass,
    stream: (blocks: number) => number[],
    pixel: number,
    number: number,
    key: readonly [number, number],
  ): number {
    const groups = vectors.length + Math.ceil(heavy.length / 4);
    const words = stream(Math.ceil((groups + Number(quiet?.light !== undefined)) / 2));
    const tie = (channel: number): number[] => philoxTwin([channel, pixel, number, FOR_CHANNEL_TIE], key);
    let quietPhotons = 0;
    const add = (channel: number, count: number): void => {
      if (channel < counts.length) counts[channel] += count;
      else quietPhotons += count;
    };
    vectors.forEach(({ lowest, lanes }, v) => {
      lanes.forEach((light, lane) => {
        if (!light) return;
        const half = (words[4 * v + (lane >>> 1)] >>> (16 * (lane & 1))) & 0xffff;
        const u = half ^ 0x8000;
        if (u < light.rest) add(light.channel, this.faults.ignoreRest ? lowest : restCount(light, tie));
        else add(light.channel, countOf(light, u));
      });
    });
    heavy.forEach((one, i) => {
      if (!one) return;
      const { channel, mean } = one;
      const bits = (words[4 * vectors.length + i] ^ 0x80000000) >>> 0;
      const law = poissonLaw(mean);
      // Mostly the other 32 bits decide nothing.
      const [least, most] = [0, 2 ** 32 - 1].map((more) => law.quantile(...tailOf(bits, more)));
      add(channel, least === most ? least : law.quantile(...tailOf(bits, tie(channel)[0])));
    });
    if (!quiet?.light) return quietPhotons;
    const u = (words[4 * groups] & 0xffff) ^ 0x8000;
    return u < quiet.light.rest ? restCount(quiet.light, tie) : countOf(quiet.light, u);
  }
}

/** The count of a number that is not among the rest. */
function countOf({ units, rest }: Light, u: number): number {
  let reached = rest;
  let k = 0;
  for (reached += units[0]; u >= reached; reached += units[++k]);
  return k;
}

/** A count of what was cut off. */
function restCount({ channel, mean, units, rest }: Light, tie: (channel: number) => number[]): number {
  let left = rest * (bits53(tie(channel)) / 2 ** 53);
  let p = Math.exp(-mean);
  for (let k = 0; ; k++) {
    left -= p * 65_536 - (units[k] ?? 0);
    if (left < 0 || (k > mean && p < 1e-30)) return k;
    p *= mean / (k + 1);
  }
}

/** @param tables of each photon */
function placePhotons(
  tables: readonly AliasTwin[],
  stream: (blocks: number) => number[],
  [pixel, pass]: readonly [number, number],
  key: readonly number[],
  place: (slot: number) => void,
): void {
  const photons = tables.length;
  for (let first = 0; first < photons; first += 128) {
    const words = stream(Math.ceil(Math.min(128, photons - first) / 8));
    for (let i = first; i < Math.min(first + 128, photons); i++) {
      place(aliasChannel(tables[i], words[i - first], [i, pixel, pass, FOR_ALIAS_TIE], key));
    }
  }
}

function poissonTotal(mean: number, pixel: number, purpose: number, key: readonly number[]): number {
  if (mean <= 0) return 0;
  const u = (bits53(philoxTwin([0, pixel, purpose, FOR_TOTAL], key)) + 0.5) / 2 ** 53;
  return poissonLaw(mean).quantile(u < 0.5 ? u : 1 - u, u >= 0.5);
}

function removePhotons(
  counts: Float64Array,
  photons: number,
  pixel: number,
  purpose: number,
  key: readonly number[],
): void {
  let placed = counts.reduce((sum, n) => sum + n, 0);
  let left = photons;
  for (let draw = 0; left > 0; draw++) {
    const word = philoxTwin([draw, pixel, purpose | 0x100, FOR_TOTAL], key)[0];
    const product = BigInt(word) * BigInt(placed);
    // The words that remain after whole turns of `placed`.
    if ((product & 0xffffffffn) < 2n ** 32n % BigInt(placed)) continue;
    let rank = Number(product >> 32n);
    let channel = 0;
    for (; rank >= counts[channel]; channel++) rank -= counts[channel];
    counts[channel]--;
    placed--;
    left--;
  }
}
