import { serve } from "../../build/modules/workers/serve.js";
import { tasks } from "./tasks.mjs";

serve(tasks);
