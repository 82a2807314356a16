// The public surface of `ganx` where bytes cannot be compiled.
import { provideModules } from "./kernels/sources.js";
import { compiledModules } from "./workerd-modules.js";

provideModules(compiledModules);

export * from "./index.js";
