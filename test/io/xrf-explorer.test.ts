// What is written for XRF-Explorer, by what its own code makes of it.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { sourceOf } from "../../src/analysis/cube-source.js";
import { type EnergyAxis, energyAxisFromRange } from "../../src/energy-axis.js";
import { instrumentByName } from "../../src/instrument.js";
import { fileToWrite } from "../../src/io/write/cube-to-write.js";
import { writeXrfExplorer } from "../../src/io/write/xrf-explorer.js";

const root = mkdtempSync(join(tmpdir(), "ganx-explorer-"));
afterAll(() => rmSync(root, { recursive: true }));

interface Workspace {
  readonly name: string;
  readonly elementalChannels: readonly { readonly name: string; readonly channel: number }[];
  readonly spectralParams: { readonly low: number; readonly high: number; readonly binSize: number };
}

async function written(
  energyAxis: EnergyAxis,
): Promise<{ notes: string[]; workspace: Workspace; offset: number }> {
  const path = join(mkdtempSync(join(root, "w-")), "painting.xrf-explorer");
  const counts = Uint16Array.from({ length: 2 * energyAxis.channels }, (_, i) => i % 7);
  const source = sourceOf({ width: 2, height: 1, energyAxis, counts });
  const file = { path, format: "memory", name: "counts", type: "u16", isCalibrated: true } as const;
  const notes = await writeXrfExplorer(fileToWrite({ ...source, ...file, close: () => {} }), path);
  const [, origin] = /^ depthscaleorigin\t(.*)$/m.exec(readFileSync(join(path, "cube.rpl"), "utf8")) ?? [];
  const workspace = JSON.parse(readFileSync(join(path, "workspace.json"), "utf8")) as Workspace;
  return { notes, workspace, offset: Number(origin) };
}

/** Where the program draws a channel, keV. */
const drawnAt = (channel: number, { low, binSize }: Workspace["spectralParams"], offset: number): number =>
  (channel * binSize + low) * ((40 - offset) / 4096) + offset;

/** Where it takes a channel's energy to be when it draws an element's lines, keV. */
const linesAt = (channel: number, { low, binSize }: Workspace["spectralParams"]): number =>
  ((channel * binSize + low) * 40) / 4096;

test.each<[string, EnergyAxis]>([
  ["the instrument", instrumentByName("xrf-explorer").axis],
  ["0 to 40 keV", energyAxisFromRange(0, 40, 4096)],
  ["0 to 40 keV, binned by 4", energyAxisFromRange(0, 40, 1024)],
])("%s: the program shows every channel at its energy", async (_, axis) => {
  const { notes, workspace, offset } = await written(axis);
  expect(notes).toEqual([]);
  const { low, high, binSize } = workspace.spectralParams;
  // It takes so many channels from the file.
  expect(Math.ceil((high - low) / binSize)).toBe(axis.channels);
  for (const channel of [0, 1, axis.channels >> 1, axis.channels - 1]) {
    const energyKeV = axis.offsetKeV + channel * axis.gainKeV;
    for (const shown of [
      drawnAt(channel, workspace.spectralParams, offset),
      linesAt(channel, workspace.spectralParams),
    ]) {
      expect(Math.abs(shown - energyKeV)).toBeLessThanOrEqual(axis.gainKeV / 2 + 1e-12);
    }
  }
});

test("the instrument's channels are exactly those of the program", () => {
  const { offsetKeV, gainKeV, channels } = instrumentByName("xrf-explorer").axis;
  expect([offsetKeV, gainKeV, channels]).toEqual([0, 0.009765625, 4096]);
});

test.each<[string, EnergyAxis, string]>([
  ["labec", instrumentByName("labec").axis, "1024 of 0.500 to 38.500 keV"],
  ["xglab", instrumentByName("xglab").axis, "4096 of -0.005 to 40.955 keV"],
  ["m6-jetstream", instrumentByName("m6-jetstream").axis, "4096 of -0.960 to 39.995 keV"],
  ["3000 channels of 0 to 40 keV", energyAxisFromRange(0, 40, 3000), "3000 of 0.000 to 40.000 keV"],
])(
  "%s: a line says what the program takes for granted, and the file is as long as it expects",
  async (...given) => {
    const [, axis, found] = given;
    const { notes, workspace } = await written(axis);
    expect(notes).toEqual([
      `XRF-Explorer takes 4096 channels of 0 to 40 keV for granted; this cube has ${found}, so spectra and lines of ` +
        "elements will not agree there; ganx generate --instrument xrf-explorer fits",
    ]);
    const { low, high, binSize } = workspace.spectralParams;
    expect(Math.ceil((high - low) / binSize)).toBe(axis.channels);
  },
);

test("an element is found by its channel's name without the last letter", async () => {
  const { workspace } = await written(instrumentByName("xrf-explorer").axis);
  const symbols = workspace.elementalChannels.map(({ name }) => name.slice(0, -1).trim());
  expect(symbols).toEqual(["K", "Ca", "Fe", "Zn", "Cu", "Au", "Hg", "Pb"]);
});
