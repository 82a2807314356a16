// Signatures of the functions in assembly/physics.ts; pointers are byte addresses, counts are elements.
import type { Pointer } from "./exports.js";

export interface PhysicsExports {
  readonly memory: WebAssembly.Memory;
  heapBase(): Pointer;

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
