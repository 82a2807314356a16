import { acanthus, bezant, flower, leaf } from "./ornament.js";
import { type PaintedPigment, paint } from "./pigment-colors.js";

/** The painted margin of the page: a bar and foliage on the left, a flowering vine with a white dove below. */
export function border(): string {
  return `${leftVine()}${leftBar()}${bottomVine()}${doveRoundel(170, 371)}`;
}

/** A narrow bar of gold, blue and red. */
function leftBar(): string {
  const parts = [
    `<rect x="38" y="20" width="7" height="336" fill="${paint("goldLeaf")}" stroke="${paint("boneBlack")}" stroke-width="0.8"/>`,
  ];
  for (let k = 0; k < 6; k++) {
    const color = k % 2 === 0 ? "azurite" : "organicRed";
    const y = 26 + k * 55;
    parts.push(
      `<rect x="39.5" y="${y}" width="4" height="47" fill="${paint(color)}"/>` +
        `<path d="M41.5 ${y + 3}V${y + 45}" stroke="${paint("leadWhite")}" stroke-width="0.9" stroke-dasharray="2.4 3"/>`,
    );
  }
  return parts.join("");
}

const FLOWERS: readonly PaintedPigment[] = ["vermilion", "azurite", "redLead", "ultramarine", "organicRed"];

/** A stem that swings to and fro beside the bar, with a flower in every bend. */
function leftVine(): string {
  const swings = 9;
  const step = 36;
  const stem = ["M41 357C38 352 31 346 21 341"];
  const parts: string[] = [];
  for (let k = 0; k < swings; k++) {
    const y = 341 - k * step;
    // Each swing leaves the bend on one side of x = 21 and comes back to it half way up.
    const side = k % 2 === 0 ? -1 : 1;
    stem.push(`C${21 + side * 16} ${y - 8} ${21 + side * 16} ${y - 28} 21 ${y - step}`);
    const inner = 21 - side * 7;
    parts.push(flower(inner, y - 17, 6, FLOWERS[k % FLOWERS.length]));
    parts.push(leaf(21 + side * 11, y - 14, side > 0 ? -20 : 200, 8, "malachite"));
    parts.push(leaf(21 + side * 10, y - 24, side > 0 ? -60 : 240, 9, "malachite"));
    parts.push(leaf(21 + side * 7, y - 7, side > 0 ? 150 : 30, 9, "azurite", "leadWhite"));
    parts.push(bezant(inner - side * 6, y - 1, 2.6));
    if (k < swings - 1) parts.push(bezant(inner - side * 3, y - 29, 2));
  }
  parts.push(acanthus(41, 22, -140, 24, "azurite", "leadWhite"));
  parts.push(acanthus(41, 22, -38, 24, "vermilion", "redLead", true));
  parts.push(bezant(72, 11, 3), bezant(40, 6, 2.4), bezant(84, 14, 2));
  return `<path d="${stem.join("")}" fill="none" stroke="${paint("malachite")}" stroke-width="1.9"/>${parts.join("")}`;
}

const STEM_BELOW =
  "M41 354C42 374 58 384 76 374S108 358 126 368S146 374 152 372M188 372C198 374 208 384 226 376S256 358 274 366";

/** Foot, direction and length of each leaf on the vine below. */
const LEAVES_BELOW = [
  [44, 366, 160],
  [51, 376, 110],
  [62, 379, -65],
  [71, 376, 75],
  [86, 367, -110],
  [97, 364, 60],
  [111, 363, -70],
  [120, 366, 95],
  [136, 371, -80],
  [198, 375, -80],
  [208, 380, 100],
  [220, 379, -75],
  [234, 371, 80],
  [244, 366, -100],
  [258, 363, 70],
  [266, 363, -60],
];
const GOLD_BELOW = [
  [59, 362],
  [66, 391],
  [89, 380],
  [82, 358],
  [113, 352],
  [118, 385],
  [146, 356],
  [150, 390],
  [194, 356],
  [192, 390],
  [222, 362],
  [226, 392],
  [256, 380],
  [262, 350],
  [288, 380],
  [9, 368],
  [36, 391],
  [288, 352],
];

function bottomVine(): string {
  const parts = [
    `<path d="${STEM_BELOW}" fill="none" stroke="${paint("malachite")}" stroke-width="2"/>`,
    `<path d="${GOLD_BELOW.map(([x, y]) => `M${x} ${y}q-7 ${y > 372 ? "1 -8 -7" : "-1 -8 7"}`).join("")}" fill="none" stroke="${paint("ironGallInk")}" stroke-width="0.6"/>`,
  ];
  LEAVES_BELOW.forEach(([x, y, turn], k) => {
    const blue = k % 3 === 2;
    parts.push(leaf(x, y, turn, 12, blue ? "azurite" : "malachite", blue ? "leadWhite" : "leadTinYellow"));
  });
  parts.push(
    acanthus(42, 358, 160, 30, "vermilion", "redLead"),
    acanthus(42, 360, 100, 24, "ultramarine", "leadWhite"),
    flower(78, 388, 7, "organicRed"),
    flower(100, 349, 7, "vermilion"),
    flower(134, 384, 6.4, "azurite"),
    flower(208, 356, 6.4, "azurite"),
    flower(240, 388, 7, "organicRed"),
    flower(277, 366, 8, "vermilion"),
    ...GOLD_BELOW.map(([x, y]) => bezant(x, y, 2.8)),
  );
  return parts.join("");
}

/** A white dove on blue in a ring of gold. */
function doveRoundel(x: number, y: number): string {
  const ink = paint("boneBlack");
  return (
    `<g transform="translate(${x} ${y})"><circle r="22" fill="${paint("goldLeaf")}" stroke="${ink}" stroke-width="0.8"/>` +
    `<circle r="17.6" fill="${paint("ultramarine")}" stroke="${ink}" stroke-width="0.8"/><g transform="scale(1.12)">` +
    `<path d="M-14 3C-10 0 -7 -1 -4 -1C-8 -5 -8 -9 -5 -13C-3 -8 1 -5 4 -4C7 -7 11 -7 12 -4L14.4 -3.4L12 -2C11 3 6 7 1 7C-4 8 -8 8 -13 9C-11 7 -11 6 -14 3Z" fill="${paint("leadWhite")}" stroke="${ink}" stroke-width="0.5"/>` +
    `<path d="M-5 -10C-4 -5 0 -2 4 -1M-11 4C-7 3 -4 3 -1 4" fill="none" stroke="${paint("azurite")}" stroke-width="0.7"/>` +
    `<circle cx="9.6" cy="-4.4" r="0.8" fill="${ink}"/><path d="M12 -4.2L15 -3.2L12 -2.4Z" fill="${paint("redLead")}"/></g></g>`
  );
}
