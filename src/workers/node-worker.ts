// The file that a worker of Node runs, where it is beside the code that starts it.
import { nodeTasks } from "./node-tasks.js";
import { serve } from "./serve.js";

serve(nodeTasks);
