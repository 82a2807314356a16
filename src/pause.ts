/** Lets timers, signals and the page have their turn. */
export function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

/** How long work may go on without a pause, ms. */
const TURN_MS = 40;

/** Pauses now and then: for loops of many short steps. */
export class Turns {
  private since = performance.now();

  async next(): Promise<void> {
    if (performance.now() - this.since < TURN_MS) return;
    await pause();
    this.since = performance.now();
  }
}
