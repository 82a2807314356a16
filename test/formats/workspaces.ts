// Workspaces of XRF-Explorer as the program itself leaves them.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import type { GanxError } from "../../src/errors.js";
import { encodePng } from "../../src/io/png/encode.js";
import { withCube } from "./cubes.js";

/** For files of tests. */
export const root = mkdtempSync(join(tmpdir(), "ganx-workspace-"));
afterAll(() => rmSync(root, { recursive: true }));
export const [HEIGHT, WIDTH, CHANNELS] = [3, 4, 12];

type Json = Record<string, unknown>;

export const cubeOf = (name: string, more: Json = {}): Json => ({
  name,
  rawLocation: `${name}.raw`,
  rplLocation: `${name}.rpl`,
  recipeLocation: "recipe.csv",
  ...more,
});
export const workspace = (more: Json = {}): Json => ({
  name: "painting",
  baseImage: { name: "photo", imageLocation: "photo.png", recipeLocation: "" },
  contextualImages: [],
  spectralCubes: [cubeOf("scan")],
  elementalCubes: [],
  elementalChannels: [],
  spectralParams: { low: 0, high: 4096, binSize: 1, binned: true },
  ...more,
});

/** The description that the scanner's program writes. */
export const RPL = [
  "key\tvalue",
  `width\t${WIDTH}`,
  `height\t${HEIGHT}`,
  `depth\t${CHANNELS}`,
  "offset\t0",
  "data-Length\t2",
  "data-type\tunsigned",
  "byte-order\tlittle-endian",
  "record-by\tvector",
  "depthbinsize\t1",
  "depthscaleorigin\t-0.5",
  "depthscaleincrement\t0.25",
  "depthscaleunits\tkeV",
].join("\r\n");

export const value = (pixel: number, channel: number): number => 100 * pixel + channel;
/** The numbers of a cube whose channels are means of so many, as the program makes them. */
export function raw(low = 0, high = CHANNELS, binSize = 1): Uint8Array {
  const numbers: number[] = [];
  for (let pixel = 0; pixel < HEIGHT * WIDTH; pixel++) {
    for (let from = low; from < high; from += binSize) {
      const bin = Array.from({ length: Math.min(binSize, CHANNELS - from) }, (_, i) =>
        value(pixel, from + i),
      );
      numbers.push(Math.floor(bin.reduce((sum, one) => sum + one, 0) / bin.length));
    }
  }
  return new Uint8Array(Uint16Array.from(numbers).buffer);
}

export const photo = (width: number, height: number): Uint8Array =>
  encodePng({ width, height, data: Uint8Array.from({ length: 3 * width * height }, (_, i) => i) });

/** A workspace's folder; what has no content is left out. */
export function put(
  json: unknown,
  more: Readonly<Record<string, string | Uint8Array | undefined>> = {},
): string {
  const folder = mkdtempSync(join(root, "w-"));
  const files = {
    "workspace.json": typeof json === "string" ? json : JSON.stringify(json),
    "scan.raw": raw(),
    "scan.rpl": RPL,
    "photo.png": photo(8, 6),
    ...more,
  };
  for (const [name, content] of Object.entries(files)) {
    if (content === undefined) continue;
    mkdirSync(join(folder, name, ".."), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

export const refusal = (path: string, options?: Parameters<typeof withCube>[2]): Promise<GanxError> =>
  withCube(path, () => {}, options).then(
    () => {
      throw new Error("expected a refusal");
    },
    (cause: unknown) => cause as GanxError,
  );
