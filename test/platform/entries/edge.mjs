// Runs the suite in an edge function, which may not compile bytes; the options come with the address.
import wasm from "ganx/ganx.wasm";
import physicsWasm from "ganx/physics.wasm";
import { runSuite } from "../suite/index.mjs";

export default {
  async fetch(request) {
    const options = JSON.parse(new URL(request.url).searchParams.get("options"));
    return Response.json(await runSuite({ ...options, load: { wasm, physicsWasm } }));
  },
};
