/** Photons by energy: mean energies of bins or those of lines (keV, 0.5..60), and how many photons each holds. */
export interface Beam {
  readonly energiesKeV: Float64Array;
  readonly photons: Float64Array;
}
