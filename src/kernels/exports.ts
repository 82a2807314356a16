// Signatures of the functions in assembly/index.ts; pointers are byte addresses, counts are elements.

/** A byte address in linear memory. */
export type Pointer = number;

/** Returns 1 if it saw that all values are within their limit, and else says nothing about it. */
type PairKernel = (out: Pointer, a: Pointer, b: Pointer, count: number) => number | undefined;

export interface KernelExports {
  readonly memory: WebAssembly.Memory;
  heapBase(): Pointer;

  allWithin(values: Pointer, count: number, limit: number): number;
  srgbToLab(out: Pointer, rgb: Pointer, count: number): void;
  labToSrgb(out: Pointer, lab: Pointer, count: number): void;
  deltaE76: PairKernel;
  deltaE94: PairKernel;
  deltaE2000: PairKernel;
  cosineSimilarity: PairKernel;

  markColors(table: Pointer, rgb: Pointer, count: number, mask: number): void;
  rankColors(table: Pointer): number;
  listColors(colors: Pointer, table: Pointer, from: number, to: number): number;
  countColors(weights: Pointer, table: Pointer, rgb: Pointer, count: number, mask: number): void;
  sumRests(rests: Pointer, table: Pointer, rgb: Pointer, count: number, mask: number): void;
  labelPixels(out: Pointer, labels: Pointer, table: Pointer, rgb: Pointer, count: number): void;

  colorPoints(
    points: Pointer,
    colors: Pointer,
    rests: Pointer,
    weights: Pointer,
    count: number,
    lab: number,
  ): void;
  gatherPoints(out: Pointer, points: Pointer, count: number, indices: Pointer, picked: number): void;
  assignPoints(
    labels: Pointer,
    distances: Pointer,
    points: Pointer,
    count: number,
    centres: Pointer,
    clusters: number,
  ): void;
  inertia(distances: Pointer, weights: Pointer, count: number): number;
  fillEmptyClusters(
    centres: Pointer,
    labels: Pointer,
    distances: Pointer,
    points: Pointer,
    weights: Pointer,
    sums: Pointer,
    count: number,
    clusters: number,
  ): number;
  lloyd(
    centres: Pointer,
    labels: Pointer,
    distances: Pointer,
    points: Pointer,
    weights: Pointer,
    scratch: Pointer,
    count: number,
    clusters: number,
    iterations: number,
    tolerance: number,
  ): number;
  kMeansPlusPlus(
    centres: Pointer,
    nearest: Pointer,
    points: Pointer,
    weights: Pointer,
    count: number,
    clusters: number,
    stream: number,
    k0: number,
    k1: number,
  ): void;
  miniBatch(
    centres: Pointer,
    seen: Pointer,
    batches: Pointer,
    scratch: Pointer,
    clusters: number,
    batch: number,
    steps: number,
  ): void;
  sha256Blocks(state: Pointer, data: Pointer, blocks: number): void;
  silhouette(
    points: Pointer,
    labels: Pointer,
    weights: Pointer,
    count: number,
    clusters: number,
    scratch: Pointer,
  ): number;

  mixSpectra(
    out: Pointer,
    abundances: Pointer,
    distributions: Pointer,
    colors: number,
    pigments: number,
    channels: number,
  ): void;

  philox(out: Pointer, c0: number, c1: number, c2: number, c3: number, k0: number, k1: number): void;
  philoxFour(out: Pointer, c0: number, c1: number, c2: number, c3: number, k0: number, k1: number): void;
  sampleIndices(
    out: Pointer,
    count: number,
    cumulative: Pointer,
    n: number,
    stream: number,
    purpose: number,
    k0: number,
    k1: number,
  ): void;
  buildAliasTable(
    entries: Pointer,
    tails: Pointer,
    work: Pointer,
    distribution: Pointer,
    channels: number,
    bits: number,
  ): void;
  poissonTableBytes(channels: number): number;
  buildPoissonTable(
    table: Pointer,
    work: Pointer,
    distribution: Pointer,
    channels: number,
    mean: number,
  ): number;
  quantile(
    mean: number,
    bits: number,
    channel: number,
    pixel: number,
    pass: number,
    k0: number,
    k1: number,
  ): number;
  passMargin(photons: number): number;
  leastPass(channels: number): number;
  rowMargin(): number;
  sampleScratch(channels: number): number;
  sampleCounts(
    out: Pointer,
    bytes: number,
    channels: number,
    records: Pointer,
    labels: Pointer,
    photons: Pointer,
    poisson: number,
    background: Pointer,
    backgroundMean: number,
    firstPixel: number,
    pixels: number,
    scratch: Pointer,
    k0: number,
    k1: number,
  ): void;
  addSpectra(
    total: Pointer,
    maximum: Pointer,
    counts: Pointer,
    bytes: number,
    rows: number,
    columns: number,
    channels: number,
    rowStride: number,
    pixelStride: number,
  ): number;
  sumWindows(
    out: Pointer,
    counts: Pointer,
    bytes: number,
    rows: number,
    columns: number,
    rowStride: number,
    pixelStride: number,
    windows: Pointer,
    windowCount: number,
  ): void;
  widenCounts(
    out: Pointer,
    counts: Pointer,
    kind: number,
    rows: number,
    columns: number,
    channels: number,
    rowStride: number,
    pixelStride: number,
  ): void;
  addDispersion(
    squares: Pointer,
    differences: Pointer,
    values: Pointer,
    rows: number,
    columns: number,
    channels: number,
  ): void;
  resampleSpectrum(
    out: Pointer,
    offset: number,
    gain: number,
    channels: number,
    edges: Pointer,
    counts: Pointer,
    n: number,
  ): void;
  normalize(out: Pointer, n: number): number;

  compressCounts(out: Pointer, counts: Pointer, bytes: number, n: number): void;
  chunkScratch(n: number, bytes: number): number;
  chunkBound(n: number, bytes: number): number;
  compressChunk(
    out: Pointer,
    counts: Pointer,
    bytes: number,
    rows: number,
    columns: number,
    channels: number,
    rowStride: number,
    pixelStride: number,
    chunkRows: number,
    chunkColumns: number,
    chunkChannels: number,
    scratch: Pointer,
  ): number;
  drawPoisson(
    out: Pointer,
    means: Pointer,
    n: number,
    low: number,
    high: number,
    k0: number,
    k1: number,
  ): void;
}
