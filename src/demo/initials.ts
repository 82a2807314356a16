import { bezant, fix, flower, scroll } from "./ornament.js";
import { paint } from "./pigment-colors.js";

/** Size of {@link greatInitial}. */
export const GREAT_INITIAL = { width: 112, height: 100 } as const;

const LEGS =
  "M41 15C17 22 9 54 17 84L30 84C23 58 27 34 45 19ZM45 15C69 22 80 54 72 84L55 84C63 58 60 34 43 19Z";
const BARS =
  "M22 8C32 12.5 54 12.5 66 8L68.5 16C54 19 34 19 19.5 16Z" +
  "M21 55C32 50 58 50 68 55L68 61C58 56.5 32 56.5 21 61Z" +
  "M8 82C16 84.5 28 84.5 36 82L37 89H7Z" +
  "M51 82C58 84.5 72 84.5 80 82L81 89H50Z";
const COUNTER = "M44 17C26 34 23 60 30 84L55 84C64 58 60 32 44 17Z";
const MODELLING = "M37.5 19.5C20 29 14.5 54 19.4 81M51 20C66 29 74.5 54 69 81";
const BEADS = [
  [28, 28],
  [23.4, 36],
  [20.6, 44],
  [19.6, 66],
  [20.2, 74],
];

/** The letter A in vermilion on azurite among white vines, its inside filled with green scrolls, framed in gold. */
export function greatInitial(x: number, y: number): string {
  const { width, height } = GREAT_INITIAL;
  const ink = paint("boneBlack");
  const field =
    `<rect width="${width}" height="${height}" fill="${paint("goldLeaf")}" stroke="${ink}"/>` +
    `<rect x="5" y="5" width="${width - 10}" height="${height - 10}" fill="${paint("azurite")}" stroke="${ink}" stroke-width="0.8"/>` +
    studs(width, height) +
    whiteVine() +
    `<g transform="translate(${width} 0) scale(-1 1)">${whiteVine()}</g>`;
  const letter =
    `<path d="${COUNTER}" fill="${paint("ultramarine")}"/>` +
    `<clipPath id="counter"><path d="${COUNTER}"/></clipPath><g clip-path="url(#counter)">` +
    scroll(44, 39, [0, 14], true, "malachite", "organicRed") +
    scroll(43, 71, [0, 15], false, "malachite", "redLead") +
    `</g><g fill="${paint("vermilion")}" stroke="${ink}" stroke-width="0.8"><path d="${LEGS}"/><path d="${BARS}"/></g>` +
    `<path d="${MODELLING}" fill="none" stroke="${paint("redLead")}" stroke-width="3.4"/>` +
    BEADS.flatMap(([bx, by]) => [bx, 88.6 - bx].map((cx) => bead(cx, by))).join("");
  // The strokes are drawn about x = 44.3; they stand in the middle of the field.
  const shift = fix(width / 2 - 44.3);
  return `<g transform="translate(${x} ${y})">${field}<g transform="translate(${shift} 0)">${letter}</g></g>`;
}

function bead(x: number, y: number): string {
  return `<circle cx="${fix(x)}" cy="${y}" r="1.1" fill="${paint("leadWhite")}"/>`;
}

/** Small punched dots along the gold frame. */
function studs(width: number, height: number): string {
  const dots: string[] = [];
  for (let i = 0; i <= 11; i++) {
    const across = fix(2.6 + (i * (width - 5.2)) / 11);
    const down = fix(2.6 + (i * (height - 5.2)) / 11);
    dots.push(
      `M${across} 2.6h0.01M${across} ${height - 2.6}h0.01M2.6 ${down}h0.01M${width - 2.6} ${down}h0.01`,
    );
  }
  return `<path d="${dots.join("")}" stroke="${paint("ironGallInk")}" stroke-width="1.3" stroke-linecap="round"/>`;
}

/** White vine stems that coil about flowers down the left side of the field. */
function whiteVine(): string {
  const coil = (x: number, y: number) =>
    `M${x - 5} ${y + 16}Q${x - 9} ${y + 9} ${x - 8} ${y}A8 8 0 0 1 ${x + 8} ${y}A6.6 6.6 0 0 1 ${x - 5.2} ${y}A4.4 4.4 0 0 1 ${x + 1} ${y - 4}`;
  const leaflets = (x: number, y: number) =>
    `M${x - 8} ${y + 6}q-2.6 -1 -2.6 -4.4q3 0.6 2.6 4.4ZM${x + 5} ${y - 6.4}q1 -3.6 4.4 -4q0.4 3.6 -4.4 4ZM${x - 4} ${y + 13}q4.4 -2.4 6 0.6q-3 2.6 -6 -0.6Z`;
  const path = [19, 54].map((y) => coil(17.5, y)).join("");
  const stroke = (color: string, width: number) =>
    `<path d="${path}" fill="none" stroke="${color}" stroke-width="${width}" stroke-linecap="round"/>`;
  return (
    stroke(paint("boneBlack"), 4.2) +
    stroke(paint("leadWhite"), 3) +
    `<path d="${leaflets(17.5, 19)}${leaflets(17.5, 54)}" fill="${paint("leadWhite")}" stroke="${paint("boneBlack")}" stroke-width="0.5"/>` +
    flower(17.6, 19.4, 4.2, "vermilion") +
    flower(15.4, 54.4, 3.6, "organicRed") +
    bezant(10, 89, 2.4, false) +
    bezant(10.4, 37.4, 2, false)
  );
}

/** Size of {@link penInitial}. */
export const PEN_INITIAL = { width: 34, height: 38 } as const;

const SMALL_LETTERS = {
  I: "M9 3C13 5 21 5 25 3L26 8C22 9.4 21.6 12 21.4 16L24 19L21.4 22C21.6 26 22 28.6 26 30L25 35C21 33 13 33 9 35L8 30C12 28.6 12.4 26 12.6 22L10 19L12.6 16C12.4 12 12 9.4 8 8Z",
  Q: "M17 4C7 4 3 11 3 19C3 27 7 34 17 34C27 34 31 27 31 19C31 11 27 4 17 4ZM17 7.4C21 8 22.6 13 22.6 19C22.6 25 21 30 17 30.6C13 30 11.4 25 11.4 19C11.4 13 13 8 17 7.4Z",
} as const;

/** A plain letter of one colour in a net of fine pen flourishes of the other. */
export function penInitial(letter: keyof typeof SMALL_LETTERS, x: number, y: number): string {
  const { width, height } = PEN_INITIAL;
  const [body, pen] =
    letter === "I" ? (["azurite", "vermilion"] as const) : (["vermilion", "azurite"] as const);
  const net: string[] = [`M0.5 0.5H${width - 0.5}V${height - 0.5}H0.5Z`];
  for (let row = 0; row < 6; row++) {
    const top = 3 + row * 5.6;
    for (const [start, turn] of [
      [2, 1],
      [width - 2, -1],
    ]) {
      net.push(`M${start} ${fix(top)}q${turn * 5} 0 ${turn * 4.6} 3q${turn * -1.4} 2.4 ${turn * -3} 0.4`);
    }
  }
  net.push("M17 9v20M14 13q3 3 6 0M14 19q3 3 6 0M14 25q3 3 6 0");
  net.push("M0.5 30q-5 4 -4.6 10t-2.6 10M0.5 34q-3 4 -2.6 8t-2 8M0.5 6q-4 -3 -4.4 -8M4 0.5q-1 -5 -5 -7");
  const tail =
    letter === "Q" ? `<path d="M17 29C22 29 25 36 33 36C30 40 21 40 16 33Z" fill="${paint(body)}"/>` : "";
  return (
    `<g transform="translate(${x} ${y})">` +
    `<path d="${net.join("")}" fill="none" stroke="${paint(pen)}" stroke-width="0.7"/>` +
    `<path d="${SMALL_LETTERS[letter]}" fill="${paint(body)}" fill-rule="evenodd"/>${tail}</g>`
  );
}
