import { exactPower } from "./power.js";
import { ProfileProblem } from "./profile.js";

/** From 0..1 as stored to linear light. */
export type Curve = (value: number) => number;

/** How many numbers each kind of parametric curve has. */
const PARAMETERS = [1, 3, 4, 5, 7];

const clamp = (value: number): number => Math.min(1, Math.max(0, value));

/**
 * A tone curve of a profile; what it gives is kept within 0 to 1.
 *
 * @throws ProfileProblem where it is of another kind or damaged; RangeError where it ends early
 * Source: ICC.1:2022, sections 10.6 (curveType) and 10.18 (parametricCurveType).
 */
export function readCurve(tag: DataView): Curve {
  const kind = tag.getUint32(0);
  if (kind === 0x63757276) return sampledCurve(tag);
  if (kind === 0x70617261) return parametricCurve(tag);
  throw new ProfileProblem("a tone curve is of an unknown kind");
}

function sampledCurve(tag: DataView): Curve {
  const count = tag.getUint32(8);
  if (count === 0) return clamp;
  if (count === 1) return powerCurve(tag.getUint16(12) / 256);
  if (12 + 2 * count > tag.byteLength) throw new ProfileProblem("a tone curve ends early");
  const table = Float64Array.from({ length: count }, (_, i) => tag.getUint16(12 + 2 * i) / 65_535);
  return (value) => {
    const place = value * (count - 1);
    const below = Math.min(count - 2, Math.floor(place));
    return table[below] + (place - below) * (table[below + 1] - table[below]);
  };
}

function powerCurve(gamma: number): Curve {
  if (!(gamma > 0)) throw new ProfileProblem(`a tone curve has a gamma of ${gamma}`);
  return (value) => clamp(exactPower(value, gamma));
}

function parametricCurve(tag: DataView): Curve {
  const kind = tag.getUint16(8);
  const count = PARAMETERS[kind];
  if (count === undefined) throw new ProfileProblem("a tone curve is of an unknown kind");
  const [g, a = 1, b = 0, c = 0, d = 0, e = 0, f = 0] = Array.from(
    { length: count },
    (_, i) => tag.getInt32(12 + 4 * i) / 65_536,
  );
  if (!(g > 0)) throw new ProfileProblem(`a tone curve has a gamma of ${g}`);
  if (kind === 0) return powerCurve(g);
  // Kinds 1 and 2 are a constant below where a value becomes positive, 3 and 4 a line below d.
  const isLine = kind > 2;
  const start = isLine ? d : -b / a;
  const above = kind === 2 ? c : kind === 4 ? e : 0;
  const below = kind === 2 ? c : kind === 4 ? f : 0;
  return (value) => {
    const low = isLine ? c * value + below : below;
    return clamp(value >= start ? exactPower(Math.max(0, a * value + b), g) + above : low);
  };
}
