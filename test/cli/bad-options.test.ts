import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { generateIn, mistake, randomPicture, runCli, temporaryFolder } from "./run-cli.js";

const folder = temporaryFolder();
randomPicture(join(folder, "painting.png"), 24, 16);

const OPTIONS: [options: string, reason: RegExp][] = [
  ["--threshold 1.5", /threshold.* 0 to 1, found 1.5/],
  ["--threshold -0.1", /threshold.* 0 to 1, found -0.1/],
  ["--threshold nan", /threshold.*"nan"/],
  ["--counts 0", /counts.* from 1 to 1000000, found 0/],
  ["--counts -1", /counts.*found -1/],
  ["--counts 1e12", /counts.*found 1000000000000/],
  ["--counts abc", /--counts: expected N, luminosity:DARK..LIGHT or map:FILE.*found "abc"/],
  ["--counts poisson:-1", /counts.*from 0 to 1000000, found -1/],
  ["--counts luminosity:1..2..3", /--counts: expected.*found "luminosity:1..2..3"/],
  ["--counts luminosity:1..2000000", /counts.light.*from 0 to 1000000, found 2000000/],
  ["--counts map:", /--counts: expected.*found "map:"/],
  ["--counts map:none.npy", /none\.npy.*does not exist|none\.npy.*no such file/i],
  ["--dwell 100ms", /--dwell and --count-rate together/],
  ["--dwell 100ms --count-rate 5 --counts 3", /--dwell and --count-rate together and without --counts/],
  ["--dwell soon --count-rate 5", /--dwell: expected a time.*found "soon"/],
  ["--dwell 100s --count-rate 1e8", /dwell times count rate.*from 0 to 1000000/],
  ["--background flat", /--background: expected flat:MEAN or FILE:MEAN.*found "flat"/],
  ["--background flat:-3", /background.mean.*from 0 to 1000000, found -3/],
  ["--background none.csv:3", /none\.csv.*does not exist|none\.csv.*no such file/i],
  ["--counts 2.5", /counts.*whole number.*2.5/],
  ["--counts Infinity", /counts.*Infinity/],
  ["--counts", /--counts.*missing/],
  ["--seed -1", /seed.* from 0 to 9007199254740991, found -1/],
  ["--seed 9007199254740993", /seed.* from 0 to 9007199254740991/],
  ["--seed 1.5", /seed.*whole number/],
  ["--clusters 0", /clusters.*found 0/],
  ["--clusters 257", /clusters.*found 257/],
  ["--delta -1", /delta.*found -1/],
  ["--patience 0", /patience.*found 0/],
  ["--silhouette-sample 1", /silhouette.*found 1/],
  ["--channels 0", /1 to 65536 channels, found 0/],
  ["--channels 65537", /channels, found 65537/],
  ["--energy 5,2", /--energy.*"5,2"/],
  ["--energy 5", /--energy.*"5"/],
  ["--energy 1,2,3", /--energy.*"1,2,3"/],
  ["--energy 1,", /--energy.*"1,"/],
  ["--energy 100,200", /energy axis.*keV/],
  ["--metric foo", /--metric.*'foo'.*deltaE2000/],
  ["--kmeans foo", /--kmeans.*'foo'.*mini-batch/],
  ["--cluster-space foo", /--cluster-space.*'foo'.*lab/],
  ["--threads 0", /threads.* from 1 to 64, found 0/],
  ["--threads 1.5", /threads.*whole number.*1.5/],
  ["--threads all", /--threads: expected a number, found "all"/],
  ["--alpha-background 1,2", /--alpha-background.*"1,2"/],
  ["--alpha-background 0,0,256", /--alpha-background.*"0,0,256"/],
  ["--alpha-background ,,", /--alpha-background.*",,"/],
  ["--alpha-background blue", /--alpha-background.*"blue"/],
  ["--colour 3", /unknown option '--colour'/],
  ["--count 400", /unknown option '--count'.*--counts/],
  ["another.png", /too many arguments/],
];

describe("ganx generate refuses", () => {
  it.concurrent.each(OPTIONS)("%s", async (options, reason) => {
    const run = await generateIn(folder, "painting.png", ...options.split(" "));
    expect(mistake(run)).toMatch(reason);
    expect(run.files).toEqual([]);
  });
});

const COMMANDS: [command: string, reason: RegExp][] = [
  ["paint painting.png", /unknown command 'paint'/],
  ["generat painting.png -o a.h5", /unknown command 'generat'.*generate/],
  ["--fast", /unknown option '--fast'/],
  ["generate painting.png", /required option '-o, --output <file>'/],
  ["generate -o a.h5", /missing required argument 'painting'/],
  ["generate painting.png -o", /'-o, --output <file>' argument missing/],
  ["regenerate", /missing required argument 'file'/],
  ["regenerate a.h5 b.h5", /too many arguments/],
  ["demo --counts 5", /unknown option '--counts'/],
  ["demo --seed x", /--seed.*"x"/],
];

describe("ganx refuses", () => {
  it.concurrent.each(COMMANDS)("ganx %s", async (command, reason) => {
    expect(mistake(await runCli(command.split(" "), { cwd: folder }))).toMatch(reason);
  });

  it.concurrent("to guess a command, and shows its help", async () => {
    const run = await runCli([]);
    expect(run.code).toBe(2);
    expect(run.stderr).toMatch(/^Usage: ganx .*generate.*regenerate.*demo/s);
  });
});
