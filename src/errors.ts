/** What kind of thing went wrong; stable across versions, for programs to switch on. */
export type GanxErrorCode =
  | "INVALID_ARGUMENT"
  | "INVALID_IMAGE"
  | "INVALID_LIBRARY"
  | "INVALID_FILE"
  | "IO"
  | "ABORTED"
  | "OUT_OF_MEMORY"
  | "NOT_LOADED"
  | "WORKER_FAILED";

/**
 * An error caused by what ganx was given: the message says what was expected, what was found and what to do.
 *
 * Anything else that is thrown is a defect of ganx itself.
 */
export class GanxError extends Error {
  readonly code: GanxErrorCode;

  constructor(code: GanxErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "GanxError";
    this.code = code;
  }
}

/** Throws `ABORTED` if the signal has been aborted. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new GanxError("ABORTED", "stopped on request before the work was complete");
}
