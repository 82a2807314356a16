// What a worker of Node can do besides: in the file of other workers, X-ray physics would triple what a page loads that only
// draws in threads.
import type { Instrument } from "../instrument.js";
import type { Expectation } from "../library.js";
import type { Pigment } from "../pigment.js";
import { type Task, tasks } from "./tasks.js";

/** What an instrument expects of a pigment. */
const expect: Task<{ readonly instrument: Instrument }, Pigment, Expectation> = ({ instrument }) => {
  const expectation = import("../library.js").then(({ expectationsOf }) => expectationsOf(instrument));
  return async (pigment) => {
    const output = await (await expectation)(pigment);
    return { output, transfer: [output.distribution.buffer as ArrayBuffer] };
  };
};

export const nodeTasks = { ...tasks, expect };
