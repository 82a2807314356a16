// A progress bar on a terminal, and the time each stage took.

const WIDTH = 30;
const NAMES: Record<string, string> = {
  palette: "finding the palette",
  spectra: "pigment spectra",
  counts: "drawing counts",
  sums: "reading counts",
  compare: "comparing",
  convert: "converting",
};

export interface StageProgress {
  readonly stage: string;
  readonly done: number;
  readonly of: number;
}

/** Shows progress on standard error where that is a terminal. */
export class ProgressBar {
  private readonly shown: boolean;
  private last = 0;

  constructor(quiet: boolean) {
    this.shown = !quiet && process.stderr.isTTY === true;
  }

  readonly update = ({ stage, done, of }: StageProgress): void => {
    const now = performance.now();
    if (!this.shown || (done < of && now - this.last < 50)) return;
    this.last = now;
    const filled = Math.round((WIDTH * done) / of);
    const bar = "█".repeat(filled) + "░".repeat(WIDTH - filled);
    const percent = `${Math.floor((100 * done) / of)}`.padStart(3);
    process.stderr.write(`\r\x1b[2K${bar} ${percent} %  ${NAMES[stage] ?? stage}`);
  };

  clear(): void {
    if (this.shown) process.stderr.write("\r\x1b[2K");
  }
}

/** Seconds by stage: a stage lasts until the next one starts. */
export class Stopwatch {
  readonly seconds: Record<string, number> = {};
  private stage = "";
  private since = 0;

  start(stage: string): void {
    if (stage === this.stage) return;
    const now = performance.now();
    if (this.stage) this.seconds[this.stage] = (this.seconds[this.stage] ?? 0) + (now - this.since) / 1000;
    this.stage = stage;
    this.since = now;
  }

  stop(): void {
    this.start("");
  }
}
