import { serve } from "../../dist/workers/serve.js";
import { tasks } from "./tasks.mjs";

serve(tasks);
