// Question: how long does the whole job take, and how much memory? 600 x 400 pixels, from picture file to HDF5 file:
// palette, mixtures, 400 photons a pixel in 1024 channels. The peers do the same with scikit-learn, numpy and h5py.
import { savePigments } from "./lib/inputs.mjs";
import { interleave, median } from "./lib/numbers.mjs";
import { pictureOf } from "./lib/picture.mjs";
import { missingPython, runGanx, runPython, scratch } from "./lib/process.mjs";

const SEED = 7;
const PHOTONS = 400;
/** The paper's way takes minutes. */
const PAPER_RUNS = 1;

const PEERS = [
  {
    method: "paper",
    peer: "the paper's way: scikit-learn, Algorithm 5, h5py gzip 5",
    goals: { wall: 150, mebibytes: 20 },
  },
  { method: "numpy", peer: "scikit-learn, numpy multinomial, h5py gzip 1", goals: {} },
];

export async function measure({ runs, quick }) {
  const width = quick ? 150 : 600;
  const picture = await pictureOf(width);
  const threads = ["--threads", "2"];
  const { colors, spectra } = await savePigments();
  const out = scratch("whole-job.h5");
  const reason = missingPython("sklearn", "skimage", "h5py");
  const works = {
    ganx: async () => {
      const job = ["generate", picture, "-o", out, "--seed", SEED, "--counts", PHOTONS, ...threads, "--json"];
      const { seconds, mebibytes, stdout } = await runGanx(job.map(String));
      return { wall: seconds, mebibytes, colors: JSON.parse(stdout).colors.length };
    },
  };
  if (reason === undefined) {
    for (const { method } of PEERS) {
      const args = [method, picture, colors, spectra, PHOTONS, SEED, out];
      works[method] = () => runPython("paper_pipeline.py", args);
    }
  }
  const results = await interleave(runs, works, { paper: PAPER_RUNS });
  const ours = `ganx generate PICTURE -o OUT.h5 --seed ${SEED} ${threads.join(" ")}`.trim();
  const rows = [];
  for (const [quantity, unit] of [
    ["wall", "s"],
    ["mebibytes", "MiB"],
  ]) {
    for (const { method, peer, goals } of PEERS) {
      const values = (who) => results[who].map((one) => one[quantity]);
      const found = (who) => median(results[who].map((one) => one.colors));
      rows.push({
        question: `${quantity === "wall" ? "time" : "peak memory"} of ${width} x ${(width * 2) / 3} pixels to HDF5`,
        unit,
        ours: values("ganx"),
        peer,
        theirs: reason === undefined ? values(method) : null,
        reason,
        command: `${ours}; peers/paper_pipeline.py ${method} PICTURE COLORS SPECTRA ${PHOTONS} ${SEED} OUT.h5`,
        goal: goals[quantity],
        note:
          reason === undefined
            ? `ganx found ${found("ganx")} colours, scikit-learn ${found(method)}`
            : undefined,
      });
    }
  }
  return rows;
}
