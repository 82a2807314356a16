// Signatures of the functions in assembly/analysis.ts; pointers are byte addresses, counts are elements.
import type { Pointer } from "./exports.js";

export interface AnalysisExports {
  readonly memory: WebAssembly.Memory;
  heapBase(): Pointer;

  spectrumMetrics(out: Pointer, a: Pointer, b: Pointer, n: number): void;
  ssimRows(
    out: Pointer,
    x: Pointer,
    y: Pointer,
    rows: number,
    width: number,
    settings: Pointer,
    radius: number,
  ): void;
  halveRows(out: Pointer, values: Pointer, rows: number, width: number): void;
  snip(out: Pointer, work: Pointer, values: Pointer, n: number, width: number, lls: number): void;
  smooth(out: Pointer, n: number, passes: number): void;
  secondDifference(out: Pointer, deviation: Pointer, values: Pointer, widths: Pointer, n: number): void;
  exponential(x: number): number;
  logarithm(x: number): number;
  unshuffle(out: Pointer, bytes: Pointer, width: number, count: number): void;
  rebinSpectra(
    out: Pointer,
    values: Pointer,
    spectra: number,
    channels: number,
    first: number,
    step: number,
    outChannels: number,
  ): void;
  convolveRows(
    out: Pointer,
    values: Pointer,
    rows: Pointer,
    kernel: Pointer,
    offsets: Pointer,
    kernelHeight: number,
    kernelWidth: number,
    count: number,
    width: number,
    channels: number,
  ): void;
}
