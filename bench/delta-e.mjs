// Question: how long does CIEDE2000 of a million pairs of colours take, against scikit-image and the fastest JavaScript
// library? Runs in turns, after one that does not count; what is found must agree.
//
//   npm run build && npm ci --prefix bench/peers && node bench/delta-e.mjs
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { deltaE2000, srgbToLab } from "../build/modules/index.js";

const PAIRS = 1_000_000;
/** Pairs for finding the fastest JavaScript library. */
const TRIAL = 50_000;
/** And so often. */
const TRIALS = 5;
const PYTHON = "/usr/bin/python3";
const COMMAND = "node bench/delta-e.mjs";

const median = (values) => values.toSorted((x, y) => x - y)[values.length >> 1];
const seconds = (work) => {
  const start = performance.now();
  work();
  return (performance.now() - start) / 1000;
};

/** Colours that a screen can show, as CIELAB. */
function colors(count, seed) {
  let state = seed;
  const rgb = new Float64Array(3 * count).map(() => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  });
  return srgbToLab(rgb);
}

const load = createRequire(new URL("peers/package.json", import.meta.url));

/**
 * The libraries: how each likes its colours best, made outside of the timed part, and how it compares two. `same` where
 * it takes CIELAB as it is given, so that the numbers must agree; the others convert, round or clip.
 */
const LIBRARIES = {
  culori: () => {
    const { differenceCiede2000 } = load("culori");
    return {
      make: (l, a, b) => ({ mode: "lab65", l, a, b }),
      compare: differenceCiede2000(),
      same: true,
    };
  },
  "color-diff": () => {
    const { diff } = load("color-diff");
    return { make: (L, a, b) => ({ L, a, b }), compare: (x, y) => diff(x, y), same: true };
  },
  "delta-e": () => {
    const library = load("delta-e");
    return { make: (L, A, B) => ({ L, A, B }), compare: (x, y) => library.getDeltaE00(x, y), same: true };
  },
  "d3-color-difference": () => {
    const { lab } = load("d3-color");
    const { differenceCiede2000 } = load("d3-color-difference");
    return { make: (l, a, b) => lab(l, a, b), compare: differenceCiede2000, same: true };
  },
  "colorjs.io": () => {
    const { default: Color } = load("colorjs.io");
    return {
      make: (l, a, b) => new Color("lab", [l, a, b]),
      compare: (x, y) => x.deltaE2000(y),
      same: true,
    };
  },
  "chroma-js": () => {
    const chroma = load("chroma-js");
    return { make: (l, a, b) => chroma.lab(l, a, b), compare: (x, y) => chroma.deltaE(x, y), same: false };
  },
  colord: () => {
    const { colord, extend } = load("colord");
    extend([load("colord/plugins/lab")]);
    return {
      make: (l, a, b) => colord({ l, a, b, alpha: 1 }),
      compare: (x, y) => x.delta(y),
      same: false,
    };
  },
};

/** One library over some pairs: `run()` fills `out`. */
function prepare(library, a, b, count) {
  const objects = (values) =>
    Array.from({ length: count }, (_, i) => library.make(...values.subarray(3 * i, 3 * i + 3)));
  const [first, second] = [objects(a), objects(b)];
  const out = new Float64Array(count);
  const { compare } = library;
  return {
    out,
    run: () => {
      for (let i = 0; i < count; i++) out[i] = compare(first[i], second[i]);
    },
  };
}

/** The fastest library by the median over fewer pairs, and a line that says how fast each is. */
function fastest(a, b) {
  const tried = [];
  for (const [name, open] of Object.entries(LIBRARIES)) {
    const library = open();
    const { run } = prepare(library, a, b, TRIAL);
    run();
    tried.push({
      name,
      library,
      nanoseconds: (median(Array.from({ length: TRIALS }, () => seconds(run))) / TRIAL) * 1e9,
    });
  }
  tried.sort((x, y) => x.nanoseconds - y.nanoseconds);
  const { version } = JSON.parse(
    readFileSync(new URL(`peers/node_modules/${tried[0].name}/package.json`, import.meta.url)),
  );
  return {
    ...tried[0],
    version,
    note: `ns a pair: ${tried.map(({ name, nanoseconds }) => `${name} ${nanoseconds.toFixed(0)}`).join(", ")}`,
  };
}

/** scikit-image in a process of its own, which waits for its turns; or why there is none. */
async function scikit(path) {
  const found = spawnSync(PYTHON, ["-c", "import skimage"]);
  if (found.status !== 0) return { reason: "python3-skimage is not there" };
  const script = fileURLToPath(new URL("peers/delta_e.py", import.meta.url));
  const child = spawn(PYTHON, [script, path], { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => {
    const { done, value } = await lines.next();
    if (done) throw new Error("scikit-image stopped early");
    return JSON.parse(value);
  };
  const { version } = await next();
  return {
    version,
    run: async () => {
      child.stdin.write("run\n");
      return (await next()).seconds;
    },
    stop: () => child.stdin.end(),
  };
}

/** Fails unless both found the same, but for pairs where rounding decides the branch of the formula. */
function agree(name, found, expected, tolerance) {
  let beyond = 0;
  for (let i = 0; i < found.length; i++) if (!(Math.abs(found[i] - expected[i]) <= tolerance)) beyond++;
  if (beyond > found.length / 1e4) throw new Error(`${beyond} of ${found.length} differ from ${name}`);
  return `${found.length - beyond} of ${found.length} within ${tolerance} of ${name}`;
}

/**
 * Measures.
 *
 * @returns rows `{ question, ours, peer, theirs, command, note }`; times in seconds, one a run; `theirs` is null with the
 * reason as note where a peer is missing
 */
export async function measure({ runs = 5 } = {}) {
  const [a, b] = [colors(PAIRS, 1), colors(PAIRS, 2)];
  const folder = mkdtempSync(join(tmpdir(), "ganx-bench-"));
  try {
    const path = join(folder, "pairs.f64");
    writeFileSync(path, Buffer.concat([Buffer.from(a.buffer), Buffer.from(b.buffer)]));
    const python = await scikit(path);
    let library;
    let reason;
    try {
      library = fastest(a, b);
    } catch (cause) {
      if (cause.code !== "MODULE_NOT_FOUND") throw cause;
      reason = "npm ci --prefix bench/peers has not been run";
    }
    const script = library && prepare(library.library, a, b, PAIRS);
    const given = new Float64Array(PAIRS);
    const times = { fresh: [], given: [], python: [], script: [] };
    for (let run = -1; run < runs; run++) {
      const taken = {
        fresh: seconds(() => deltaE2000(a, b)),
        given: seconds(() => deltaE2000(a, b, given)),
        python: python.run ? await python.run() : null,
        script: script ? seconds(script.run) : null,
      };
      // The first is the warm-up.
      if (run >= 0) for (const [name, value] of Object.entries(taken)) times[name].push(value);
    }
    python.stop?.();
    const notes = { python: python.reason, script: reason };
    if (python.run) {
      const expected = new Float64Array(new Uint8Array(readFileSync(`${path}.out`)).buffer);
      notes.python = agree("scikit-image", given, expected, 1e-9);
    }
    if (script) {
      const checked = library.library.same ? `${agree(library.name, given, script.out, 1e-9)}; ` : "";
      notes.script = `${checked}${library.note}`;
    }
    const questions = {
      fresh: "CIEDE2000 of a million pairs",
      given: "CIEDE2000 of a million pairs, into an array that is given",
    };
    const names = {
      python: `scikit-image ${python.version ?? ""}`.trim(),
      script: library ? `${library.name} ${library.version}` : "the fastest JavaScript library",
    };
    return Object.entries(questions).flatMap(([mode, question]) =>
      Object.entries(names).map(([name, peer]) => ({
        question,
        unit: "s",
        goal: mode === "given" ? { python: 20, script: 5 }[name] : undefined,
        ours: times[mode],
        peer,
        theirs: times[name][0] === null ? null : times[name],
        command: COMMAND,
        note: notes[name],
      })),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const milliseconds = (values) =>
  `${(median(values) * 1000).toFixed(1)} ms (${values.map((value) => (value * 1000).toFixed(1)).join(", ")})`;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const { question, ours, peer, theirs, note } of await measure()) {
    console.log(`${question}: ganx ${milliseconds(ours)}`);
    if (!theirs) console.log(`  ${peer}: skipped, ${note}`);
    else {
      console.log(
        `  ${peer}: ${milliseconds(theirs)}, ${(median(theirs) / median(ours)).toFixed(1)} times as long`,
      );
      console.log(`  ${note}`);
    }
  }
}
