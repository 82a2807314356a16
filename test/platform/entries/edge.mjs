// Runs the suite in an edge function; the options come with the address.
import { runSuite } from "../suite/index.mjs";

export default {
  async fetch(request) {
    const options = JSON.parse(new URL(request.url).searchParams.get("options"));
    return Response.json(await runSuite(options));
  },
};
