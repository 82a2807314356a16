import { type AttenuationTerm, attenuation } from "../kernels/attenuation.js";

/** A term without its weight, and its delayed onset where it has one. */
interface Curve {
  readonly values: Float64Array;
  readonly onset: Float64Array | undefined;
}

/** Energies (keV, 0.5..60) at which materials are looked at: what an element does there is computed only once. */
export class Energies {
  private readonly known = new Map<object, unknown>();

  constructor(readonly keV: Float64Array) {}

  /** What was computed before for the same thing, or is now. */
  once<T>(thing: object, compute: () => T): T {
    if (!this.known.has(thing)) this.known.set(thing, compute());
    return this.known.get(thing) as T;
  }

  /** Sum of terms at each energy, cm2/g: the same bits as `attenuation` gives. */
  attenuation(terms: readonly AttenuationTerm[]): Float64Array {
    const out = new Float64Array(this.keV.length);
    for (const term of terms) {
      const { values, onset } = this.once(term.coefficients, () => this.curve(term));
      const { weight } = term;
      if (onset) for (let i = 0; i < out.length; i++) out[i]! += weight * values[i]! * onset[i]!;
      else for (let i = 0; i < out.length; i++) out[i]! += weight * values[i]!;
    }
    return out;
  }

  private curve(term: AttenuationTerm): Curve {
    const unit = { ...term, weight: 1 };
    return {
      values: attenuation(this.keV, [{ ...unit, onset: false }]),
      // The curve of exp(0) is the onset alone.
      onset: term.onset ? attenuation(this.keV, [{ ...unit, coefficients: [0] }]) : undefined,
    };
  }
}

/** Arrays one behind the other. */
export function join(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
