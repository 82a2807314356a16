/** Advance of the characters from space to tilde in DejaVu Sans, hundredths of the font size, rounded up. */
const ADVANCES =
  "32 41 46 84 64 96 78 28 40 40 50 84 32 37 32 34 64 64 64 64 64 64 64 64 64 64 34 34 84 84 84 54 100 69 69 70 78 64 58 78 76 30 30 66 56 87 75 79 61 79 70 64 62 74 69 99 69 62 69 40 34 40 84 50 50 62 64 55 64 62 36 64 64 28 28 58 28 98 64 62 64 64 42 53 40 64 60 82 60 60 53 64 34 64 84"
    .split(" ")
    .map(Number);

/** Bold letters are up to a sixth wider. */
const BOLD = 1.15;

/**
 * Width of a text in DejaVu Sans, or slightly more, known without drawing it.
 *
 * @param size font size, in the unit of the result
 */
export function textWidth(text: string, size: number, bold = false): number {
  let hundredths = 0;
  // Accented and Greek letters are taken to be as wide as a capital; dashes and the like a whole em.
  for (const char of text)
    hundredths += ADVANCES[char.charCodeAt(0) - 32] ?? (/[\p{L}\d·\u00a0]/u.test(char) ? 80 : 100);
  return (hundredths / 100) * size * (bold ? BOLD : 1);
}

/** Shortens a text with an ellipsis until it fits a width. */
export function fitText(text: string, width: number, size: number, bold = false): string {
  if (textWidth(text, size, bold) <= width) return text;
  const chars = [...text];
  while (chars.length > 1 && textWidth(`${chars.join("")}…`, size, bold) > width) chars.pop();
  return `${chars.join("").trimEnd()}…`;
}
