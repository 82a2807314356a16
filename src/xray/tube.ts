import { checkInstrument, type Instrument } from "../instrument.js";
import { sineOfDegrees } from "../kernels/attenuation.js";
import { loadPhysics } from "../kernels/physics.js";
import { type TubeSettings, tubeContinuum, tubeLines } from "../kernels/tube.js";
import { type BinWidths, energyBins } from "./energy-bins.js";
import { passSheets, tubeSheets } from "./foil.js";
import { photoAttenuation } from "./material.js";
import type { Layer } from "./stack-field.js";
import { elementData, loadXrayData, type Shell, type XrayData, type XrayElement } from "./xray-data.js";

/** Photons of a tube by energy: first the bins of its continuum, then the lines of its anode. */
export interface TubeSpectrum {
  /** Mean energy of a bin's photons, or a line's energy, keV. */
  readonly energiesKeV: Float64Array;
  /** Photons a second, mA and sr. */
  readonly photons: Float64Array;
  /** Width of each bin, keV; 0 for lines. */
  readonly widthsKeV: Float64Array;
  /** The lines, which are the last entries of the arrays in this order; lines below 0.5 keV or without photons are left out. */
  readonly lines: readonly {
    readonly siegbahn: string;
    readonly energyKeV: number;
    readonly photons: number;
  }[];
}

export interface TubeSpectrumOptions extends BinWidths {
  /** Energies where bins are split, such as a sample's absorption edges, keV; those of anode and filters are added. */
  readonly edgesKeV?: readonly number[];
}

/** Mean L fluorescence yields. Source: J. H. Hubbell et al., J. Phys. Chem. Ref. Data 23 (1994) 339. */
const MEAN_L_YIELD: Readonly<Record<string, number>> = {
  Cr: 0.0045,
  Cu: 0.0094,
  Mo: 0.0363,
  Rh: 0.0459,
  Ag: 0.0534,
  W: 0.269,
};
/** Vacancies a second, mA and sr. Source: K as in PyMca 5.8, L: H. Ebel, Adv. X-ray Anal. 46 (2003) 431. */
const K_CONSTANT = 6e13;
const L_CONSTANTS: readonly (readonly [Shell, number])[] = [
  ["L1", 0.71e13],
  ["L2", 2.7e13],
  ["L3", 4.94e13],
];
/** 1 / sqrt(3): nodes of the two-point Gauss-Legendre rule. */
const NODE = 0.5773502691896257;

/**
 * What a tube with a thick anode emits behind its window and filters: continuum, K and L lines.
 *
 * @param tube what is left out is as in the default instrument
 * @returns photons a second, mA and sr, from 0.5 keV to the voltage
 * @throws GanxError `INVALID_ARGUMENT` naming the value out of range
 *
 * Source: H. Ebel, X-Ray Spectrom. 28 (1999) 255; L lines: H. Ebel, Adv. X-ray Anal. 46 (2003) 431.
 */
export async function tubeSpectrum(
  tube: Partial<Instrument["tube"]>,
  options: TubeSpectrumOptions = {},
): Promise<TubeSpectrum> {
  const checked = checkInstrument({ tube }).tube;
  const [data] = await Promise.all([loadXrayData(), loadPhysics()]);
  return emittedByTube(checked, data, options);
}

/** {@link tubeSpectrum} of a checked tube, where tables and kernels are loaded. */
export function emittedByTube(
  tube: Instrument["tube"],
  data: XrayData,
  { edgesKeV = [], ...binWidths }: TubeSpectrumOptions,
): TubeSpectrum {
  const element = elementData(data, tube.anode);
  const anode = [{ symbol: tube.anode, element, massFraction: 1 }];
  const sheets = tubeSheets(tube, data);
  const settings: TubeSettings = {
    z: element.Z,
    a: element.A,
    kV: tube.kV,
    path: sineOfDegrees(tube.electronDeg) / sineOfDegrees(tube.takeOffDeg),
  };
  const inner = [...anode, ...sheets.flatMap((sheet) => sheet.parts)].flatMap(({ element }) =>
    Object.values(element.edges),
  );
  const { centres, widths } = energyBins(tube.kV, [...edgesKeV, ...inner], binWidths);
  const count = centres.length;

  const nodes = new Float64Array(2 * count);
  for (let i = 0; i < count; i++) {
    nodes[2 * i] = centres[i]! - (NODE * widths[i]!) / 2;
    nodes[2 * i + 1] = centres[i]! + (NODE * widths[i]!) / 2;
  }
  const perKeV = tubeContinuum(nodes, photoAttenuation(anode, nodes), settings);
  passSheets(perKeV, nodes, sheets);

  const lines = anodeLines(element, tube.anode, settings, sheets);
  const energiesKeV = new Float64Array(count + lines.length);
  const photons = new Float64Array(count + lines.length);
  const widthsKeV = new Float64Array(count + lines.length);
  for (let i = 0; i < count; i++) {
    const [low, high] = [perKeV[2 * i]!, perKeV[2 * i + 1]!];
    const sum = low + high;
    photons[i] = (sum * widths[i]!) / 2;
    energiesKeV[i] = sum > 0 ? (nodes[2 * i]! * low + nodes[2 * i + 1]! * high) / sum : centres[i]!;
    widthsKeV[i] = widths[i]!;
  }
  lines.forEach((line, i) => {
    energiesKeV[count + i] = line.energyKeV;
    photons[count + i] = line.photons;
  });
  return { energiesKeV, photons, widthsKeV, lines };
}

function anodeLines(
  element: XrayElement,
  symbol: string,
  settings: TubeSettings,
  sheets: readonly Layer[],
): TubeSpectrum["lines"] {
  const { edges, lines, omega, Z } = element;
  const anode = [{ symbol, element, massFraction: 1 }];
  const ofShell = (shell: Shell, omegaShell: number, cross: number, constant: number) => {
    const edgeKeV = edges[shell];
    const own = lines.filter((line) => line[1] === shell);
    if (edgeKeV === undefined || own.length === 0) return [];
    const energies = Float64Array.from(own, (line) => line[2]);
    const yields = Float64Array.from(own, (line) => omegaShell * line[3]);
    const tau = photoAttenuation(anode, energies);
    const photons = tubeLines(yields, tau, settings, { edgeKeV, cross, constant });
    passSheets(photons, energies, sheets);
    return own.map(([siegbahn, , energyKeV], i) => ({ siegbahn, energyKeV, photons: photons[i]! }));
  };
  // Of the L1 and L2 vacancies, what stays after Coster and Kronig's transitions.
  const stays = Z < 80 ? -0.4814 + 0.03781 * Z - 2.413e-4 * Z * Z : 1;
  return [
    ...ofShell("K", omega.K ?? 0, 2 * 0.35, K_CONSTANT),
    ...L_CONSTANTS.flatMap(([shell, constant]) =>
      ofShell(shell, MEAN_L_YIELD[symbol] ?? 0, 8 * 0.25, shell === "L3" ? constant : constant * stays),
    ),
  ].filter((line) => line.photons > 0);
}
