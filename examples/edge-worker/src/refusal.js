// What went wrong, as an answer: { "error": { "code", "message" } }.
import { GanxError } from "ganx";

class Refusal extends Error {
  constructor(status, code, message, headers = {}) {
    super(message);
    Object.assign(this, { status, code, headers });
  }
}

/** An error that says its own status. */
export const refuse = (status, code, message, headers) => new Refusal(status, code, message, headers);

/** Errors of ganx: what was sent cannot be worked with, or does not fit. */
const STATUS = { INVALID_ARGUMENT: 422, INVALID_IMAGE: 422, OUT_OF_MEMORY: 413 };

/** The answer to an error. */
export function refusalOf(error) {
  const known = error instanceof GanxError && error.code in STATUS;
  const { status, code, message, headers } =
    error instanceof Refusal ? error : known ? ofGanx(error) : ofOurselves(error);
  return Response.json({ error: { code, message } }, { status, headers });
}

const ofGanx = ({ code, message }) => ({ status: STATUS[code], code, message });

/** Nobody else's business. */
function ofOurselves(error) {
  console.error(error);
  return { status: 500, code: "INTERNAL", message: "a defect of this Worker; its log says more" };
}
