/** How an element scatters X-rays. */
export interface ScatterElement {
  /** Atomic form factors at the tables' knots. */
  readonly F: readonly number[];
  /** Incoherent scattering functions at the tables' knots. */
  readonly S: readonly number[];
  /** Full width at half maximum of the Compton profile, atomic units. */
  readonly width: number;
}

/** Tables of scattering: `sin(angle / 2) / wavelength` of the knots, 1/angstrom, and the elements by symbol. */
export interface ScatterTables {
  readonly knots: readonly number[];
  readonly elements: Readonly<Record<string, ScatterElement>>;
}

/** Loads the tables; they stay out of the way of programs that need none. */
export async function loadScatterTables(): Promise<ScatterTables> {
  const { SCATTER_KNOTS, SCATTER_ELEMENTS } = await import("../data/scatter-data.js");
  return { knots: SCATTER_KNOTS, elements: SCATTER_ELEMENTS };
}
