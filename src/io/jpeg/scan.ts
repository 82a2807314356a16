import type { JpegComponent, JpegFrame } from "./frame.js";
import { type JpegSegment, jpegError } from "./segments.js";

/**
 * Checks a scan (SOS and the entropy-coded data after it) as far as is possible without decoding it.
 *
 * It makes sure that the scan can be as long as the frame needs (before memory is set aside for the frame) and that
 * its restart markers are complete.
 *
 * @param restartInterval MCUs between restart markers, 0 for none.
 * @returns the components that this scan gives their first values.
 * @throws GanxError `INVALID_IMAGE` if the scan does not fit the frame.
 * Source: ITU-T T.81, sections A.2, B.2.3 and G.1.1.
 */
export function checkJpegScan(frame: JpegFrame, scan: JpegSegment, restartInterval: number): JpegComponent[] {
  const { data } = scan;
  const count = data[0];
  if (data.length < 1 || count < 1 || count > 4 || data.length !== 4 + 2 * count)
    throw damaged(scan, "its header");
  const components = Array.from({ length: count }, (_, i) => {
    const component = frame.components.find(({ id }) => id === data[1 + 2 * i]);
    if (component === undefined) throw damaged(scan, `its component number ${data[1 + 2 * i]}`);
    return component;
  });
  if (new Set(components).size !== count) throw damaged(scan, "a component named twice");

  const [start, end, approximation] = data.subarray(1 + 2 * count);
  const first = !frame.progressive || (start === 0 && approximation >> 4 === 0);
  if (frame.progressive) {
    const isRange = start === 0 ? end === 0 : start <= end && end <= 63 && count === 1;
    if (!isRange || (approximation & 15) > 13) throw damaged(scan, "its range of coefficients");
  }

  const mcus = countMcus(frame, components);
  checkRestarts(scan, restartInterval, mcus);
  // No code is shorter than a bit, and a sequential block has two: one for its mean and one for the rest.
  const blocks = count === 1 ? mcus : mcus * components.reduce((sum, { h, v }) => sum + h * v, 0);
  const bits = first ? blocks * (frame.progressive ? 1 : 2) : 0;
  const bytes = scan.whole.length - data.length - 4;
  if (bytes * 8 < bits) throw damaged(scan, `only ${bytes} bytes for ${blocks} blocks`);
  return first ? components : [];
}

/** MCUs of a scan: blocks of its only component, or groups of blocks of all its components. */
function countMcus(frame: JpegFrame, components: readonly JpegComponent[]): number {
  const [columns, rows] = components.length === 1 ? planeBlocks(frame, components[0]) : mcuGrid(frame);
  return columns * rows;
}

function mcuGrid({ width, height, maxH, maxV }: JpegFrame): [number, number] {
  return [Math.ceil(width / (8 * maxH)), Math.ceil(height / (8 * maxV))];
}

function planeBlocks({ width, height, maxH, maxV }: JpegFrame, { h, v }: JpegComponent): [number, number] {
  return [Math.ceil((width * h) / maxH / 8), Math.ceil((height * v) / maxV / 8)];
}

function checkRestarts(scan: JpegSegment, interval: number, mcus: number): void {
  const expected = interval === 0 ? 0 : Math.ceil(mcus / interval) - 1;
  // Some encoders put one more restart marker after the last interval.
  const spare = interval === 0 ? 0 : 1;
  if (scan.restarts < expected || scan.restarts > expected + spare) {
    throw damaged(scan, `${scan.restarts} restart markers, expected ${expected}`);
  }
}

function damaged(scan: JpegSegment, what: string) {
  return jpegError(`the scan at byte ${scan.at} does not fit the picture (${what}): the file is damaged`);
}
