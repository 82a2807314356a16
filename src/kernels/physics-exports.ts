// Signatures of the functions in assembly/physics.ts; pointers are byte addresses, counts are elements.
import type { Pointer } from "./exports.js";

export interface PhysicsExports {
  readonly memory: WebAssembly.Memory;
  heapBase(): Pointer;

  primaryLine(
    rates: Pointer,
    mu: Pointer,
    count: number,
    muOut: number,
    thickness: number,
    sineIn: number,
  ): number;
  pathsInCells(
    out: Pointer,
    photons: Pointer,
    mu: Pointer,
    count: number,
    cells: Pointer,
    cellCount: number,
    sine: number,
  ): void;
  multiplyRows(out: Pointer, rows: Pointer, weights: Pointer, rowCount: number, count: number): void;
  escapeFromCells(photons: Pointer, cells: Pointer, cellCount: number, muOut: number): number;
  spreadLines(
    out: Pointer,
    sources: Pointer,
    depths: Pointer,
    cells: number,
    lines: number,
    scratch: Pointer,
  ): void;

  addAttenuation(
    out: Pointer,
    energies: Pointer,
    count: number,
    coefficients: Pointer,
    coefficientCount: number,
    edge: number,
    bounded: number,
    onset: number,
    weight: number,
  ): void;
  transmit(out: Pointer, mu: Pointer, massThickness: number, count: number): void;
  absorb(out: Pointer, mu: Pointer, massThickness: number, count: number): void;
  sineOfDegrees(angle: number): number;

  tubeContinuum(
    out: Pointer,
    energies: Pointer,
    tau: Pointer,
    count: number,
    z: number,
    a: number,
    kv: number,
    path: number,
  ): void;
  tubeLines(
    out: Pointer,
    yields: Pointer,
    tau: Pointer,
    count: number,
    z: number,
    a: number,
    kv: number,
    path: number,
    edge: number,
    cross: number,
    constant: number,
  ): void;
  addScatter(
    coherent: Pointer,
    incoherent: Pointer,
    energies: Pointer,
    count: number,
    knots: Pointer,
    factors: Pointer,
    functions: Pointer,
    work: Pointer,
    n: number,
    whole: number,
    sineHalf: number,
    perMole: number,
  ): void;
  comptonEnergies(out: Pointer, spread: Pointer, energies: Pointer, count: number, sineHalf: number): void;
  emitFromLayer(
    out: Pointer,
    muIn: Pointer,
    muOut: Pointer,
    massThickness: number,
    sineIn: number,
    sineOut: number,
    count: number,
  ): void;
  responseScratch(grid: number): number;
  addResponse(
    out: Pointer,
    offset: number,
    gain: number,
    channels: number,
    grid: number,
    energies: Pointer,
    areas: Pointer,
    sigmas: Pointer,
    count: number,
    leastSigma: number,
    shortRatio: number,
    shortSlope: number,
    longRatio: number,
    longSlope: number,
    step: number,
    scratch: Pointer,
  ): void;
  escapeFractions(
    out: Pointer,
    mu: Pointer,
    tauK: Pointer,
    muLine: number,
    omega: number,
    count: number,
  ): void;
  addPairs(out: Pointer, y: Pointer, reversed: Pointer, channels: number, zero: number, weight: number): void;
  undisturbed(rate: number, time: number): number;
}
