/** Version of the package; a test holds it equal to package.json. */
export const VERSION = "0.1.0";

/** Version of the sampler: it changes whenever the same recipe would give other counts. */
export const SAMPLER_VERSION = 4;
