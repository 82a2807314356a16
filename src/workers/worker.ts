// The file that a worker runs.
import { serve } from "./serve.js";
import { tasks } from "./tasks.js";

serve(tasks);
