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
  addGaussianLines(
    out: Pointer,
    offset: number,
    gain: number,
    channels: number,
    energies: Pointer,
    areas: Pointer,
    sigmas: Pointer,
    count: number,
  ): void;
}
