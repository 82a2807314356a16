// The first page: what can be asked, and within which limits.
import { INSTRUMENT_NAMES, VERSION } from "ganx";
import { LIMITS } from "./limits.js";
import { refuse } from "./refusal.js";

export function describe({ method }) {
  if (method !== "GET" && method !== "HEAD") {
    throw refuse(405, "METHOD_NOT_ALLOWED", `expected GET, found ${method}`, { allow: "GET, HEAD" });
  }
  return Response.json({
    ganx: VERSION,
    post: ["/palette", "/map?line=Pb La", "/spectrum?x=0&y=0", "/zarr/zarr.json", "/zarr/counts/c/0/0/0"],
    instruments: INSTRUMENT_NAMES,
    limits: LIMITS,
  });
}
