// The public surface of `ganx/analysis` where bytes cannot be compiled.
import { provideModules } from "./kernels/sources.js";
import { compiledModules } from "./workerd-modules.js";

provideModules(compiledModules);

export * from "./analysis.js";
