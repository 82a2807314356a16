// Runs the suite in a runtime that has a command line; the options are its argument, as JSON.
import { runSuite } from "../suite/index.mjs";

const options = JSON.parse(process.argv[2]);
console.log(JSON.stringify(await runSuite(options)));
