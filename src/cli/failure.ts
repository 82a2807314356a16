// What becomes of an error: one line for a user's mistake, a stack for a defect of ours.
import { GanxError } from "../errors.js";

/** A request to stop that came as a signal. */
export class Stopped extends Error {
  constructor(readonly signal: NodeJS.Signals) {
    super(`stopped by ${signal}`);
  }
}

export interface Failure {
  readonly text: string;
  /** 2 for the user's mistakes, 1 for ours. */
  readonly exitCode: number;
  readonly signal?: NodeJS.Signals;
}

export function oneLine(text: string): string {
  return text.trim().replaceAll(/\s*\n\s*/g, " ");
}

export function failure(error: unknown): Failure {
  if (error instanceof Stopped) {
    const text = `ganx: stopped by ${error.signal}; no unfinished file is left`;
    return { text, exitCode: 2, signal: error.signal };
  }
  if (error instanceof GanxError) {
    return { text: `ganx: ${oneLine(error.message)}`, exitCode: 2 };
  }
  const stack = error instanceof Error ? error.stack : String(error);
  return { text: `ganx: this is a defect of ganx, please report it\n${stack}`, exitCode: 1 };
}

/** Prints the failure and ends as the shell expects: by the signal that stopped it, else with the exit code. */
export function endWith({ text, exitCode, signal }: Failure): void {
  process.stderr.write(`${text}\n`);
  process.exitCode = exitCode;
  if (signal) process.kill(process.pid, signal);
}

/**
 * Runs work that a signal may stop: the work sees an aborted signal, tidies up, and the promise rejects with
 * {@link Stopped}.
 */
export async function stoppable<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  let received: NodeJS.Signals | undefined;
  const stop = (signal: NodeJS.Signals): void => {
    received ??= signal;
    controller.abort();
  };
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  for (const signal of signals) process.on(signal, stop);
  try {
    const result = await work(controller.signal);
    if (received) throw new Stopped(received);
    return result;
  } catch (error) {
    if (received && error instanceof GanxError && error.code === "ABORTED") throw new Stopped(received);
    throw error;
  } finally {
    for (const signal of signals) process.off(signal, stop);
  }
}
