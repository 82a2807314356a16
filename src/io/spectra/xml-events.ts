import { SpectrumProblem } from "./found-spectrum.js";

/** The elements around a place, the outermost first. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  /** Where it begins. */
  readonly start: number;
  /** Text directly in it, once it is closed. */
  text: string;
}

const MOST_DEPTH = 200;
/** The name of an element; then its attributes, one after the other. Bounded, so that no text takes long. */
const NAME = /^[^\s/]*/;
const ATTRIBUTE = /\s{1,100}([^\s=/>"']{1,100})\s{0,10}=\s{0,10}(?:"([^"]*)"|'([^']*)')/y;
const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/**
 * Walks through XML once, from its begin to its end.
 *
 * No document types and no entities but the five of XML and those of characters, so that nothing can grow.
 *
 * @param closed called with each element when it is closed, and those around it
 * @throws SpectrumProblem for what is not well-formed
 */
export function walkXml(
  text: string,
  closed: (element: XmlElement, around: readonly XmlElement[]) => void,
): void {
  const open: XmlElement[] = [];
  let at = 0;
  while (at < text.length) {
    const start = text.indexOf("<", at);
    const content = text.slice(at, start < 0 ? undefined : start);
    const inside = open.at(-1);
    if (inside && content !== "") inside.text += unescaped(content);
    if (start < 0) break;
    const end = tagEnd(text, start);
    const tag = text.slice(start + 1, end);
    at = end + 1;
    if (tag.startsWith("?") || tag.startsWith("!--")) continue;
    if (tag.startsWith("![CDATA[")) {
      if (inside) inside.text += tag.slice(8, -2);
    } else if (tag.startsWith("!")) {
      throw new SpectrumProblem("this XML declares a document type, which is not read");
    } else if (tag.startsWith("/")) {
      const element = open.pop();
      if (element?.name !== tag.slice(1).trim()) throw new SpectrumProblem("this XML's tags do not match");
      closed(element, open);
    } else {
      const element = { name: NAME.exec(tag)![0], attributes: attributesOf(tag), start, text: "" };
      if (tag.endsWith("/")) closed(element, open);
      else open.push(element);
      if (open.length > MOST_DEPTH) throw new SpectrumProblem(`this XML is more than ${MOST_DEPTH} deep`);
    }
  }
  if (open.length > 0)
    throw new SpectrumProblem(`the file is cut short, inside of <${open.at(-1)!.name.slice(0, 40)}>`);
}

/** Where the tag, comment or section that begins at a place ends: at its last `>`. */
function tagEnd(text: string, start: number): number {
  const closing = text.startsWith("<!--", start)
    ? "-->"
    : text.startsWith("<![CDATA[", start)
      ? "]]>"
      : undefined;
  const from = closing ? start + 4 : start;
  let end = closing ? text.indexOf(closing, from) + closing.length - 1 : start;
  if (closing && end < from) end = -1;
  if (!closing) {
    // `>` may be inside of quotes.
    const part = /[>"']/g;
    part.lastIndex = start;
    end = -1;
    for (let found = part.exec(text); found && end < 0; ) {
      if (found[0] === ">") end = found.index;
      else {
        const quote = text.indexOf(found[0], found.index + 1);
        if (quote < 0) break;
        part.lastIndex = quote + 1;
        found = part.exec(text);
      }
    }
  }
  if (end < 0) throw new SpectrumProblem("the file is cut short, inside of a tag");
  return end;
}

function attributesOf(tag: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  ATTRIBUTE.lastIndex = NAME.exec(tag)![0].length;
  for (let part = ATTRIBUTE.exec(tag); part && found.size < 100; part = ATTRIBUTE.exec(tag)) {
    const [, name, double, single] = part;
    found.set(name!, unescaped(double ?? single ?? ""));
  }
  return found;
}

function unescaped(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(\w{1,8}));/g, (whole, decimal, hex, name) => {
    if (name !== undefined) return ENTITIES[name as string] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex as string, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
