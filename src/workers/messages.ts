// What the pool and its workers say to each other.
import { GanxError, type GanxErrorCode } from "../errors.js";

/** To a worker. */
export type Request =
  | { readonly kind: "core"; readonly module: WebAssembly.Module | undefined }
  | { readonly kind: "setup"; readonly run: number; readonly task: string; readonly setup: unknown }
  | {
      readonly kind: "input";
      readonly run: number;
      readonly id: number;
      readonly input: unknown;
      readonly spare: ArrayBuffer | undefined;
    }
  | { readonly kind: "drop"; readonly run: number };

/** From a worker. */
export type Reply =
  | { readonly id: number; readonly output: unknown }
  | { readonly id: number; readonly error: PlainError };

/** An error as plain data: runtimes differ in what they keep of an Error that is sent. */
export interface PlainError {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  /** Of a {@link GanxError}. */
  readonly code: GanxErrorCode | undefined;
  readonly cause: PlainError | undefined;
}

export function toPlainError(error: unknown): PlainError {
  if (!(error instanceof Error)) {
    return { name: "Error", message: String(error), stack: undefined, code: undefined, cause: undefined };
  }
  const { name, message, stack } = error;
  const code = error instanceof GanxError ? error.code : undefined;
  return { name, message, stack, code, cause: error.cause ? toPlainError(error.cause) : undefined };
}

export function fromPlainError({ name, message, stack, code, cause }: PlainError): Error {
  const options = cause && { cause: fromPlainError(cause) };
  const error = code ? new GanxError(code, message, options) : new Error(message, options);
  error.name = name;
  if (stack) error.stack = stack;
  return error;
}
