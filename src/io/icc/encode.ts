import { exactPower } from "./power.js";

/** Linear light of a value 0..1 of sRGB. Source: IEC 61966-2-1:1999. */
export function linearFromSrgb(value: number): number {
  return value > 0.04045 ? exactPower((value + 0.055) / 1.055, 2.4) : value / 12.92;
}

/** From linear light to the nearest sample of sRGB. */
export type Encoder = (linear: number) => number;

const BUCKETS = 65_536;

const encoders = new Map<number, Encoder>();

/**
 * Finds the sample of sRGB that is nearest to linear light, by where the light of one sample ends and that of the next
 * begins; what is out of range is clipped.
 *
 * @param most the highest sample, 255 or 65535
 */
export function srgbEncoder(most: number): Encoder {
  let encoder = encoders.get(most);
  if (!encoder) {
    encoder = makeEncoder(most);
    encoders.set(most, encoder);
  }
  return encoder;
}

function makeEncoder(most: number): Encoder {
  const ends = Float64Array.from({ length: most }, (_, sample) => linearFromSrgb((sample + 0.5) / most));
  // The sample with which the search starts.
  const starts = new Uint16Array(BUCKETS + 1);
  for (let bucket = 0, sample = 0; bucket <= BUCKETS; bucket++) {
    while (sample < most && ends[sample] <= bucket / BUCKETS) sample++;
    starts[bucket] = sample;
  }
  return (linear) => {
    if (linear >= 1) return most;
    if (!(linear > 0)) return 0;
    let sample = starts[Math.floor(linear * BUCKETS)];
    while (sample < most && ends[sample] <= linear) sample++;
    return sample;
  };
}
