/** Files of which the folder of a Zarr store, of any version, has one. */
export const ZARR_MARKS: readonly string[] = ["zarr.json", ".zgroup", ".zarray", ".zmetadata"];
