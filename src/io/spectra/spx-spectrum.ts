import {
  addNumbers,
  channelPositions,
  type FoundSpectrum,
  optional,
  plainNumber,
  SpectrumProblem,
} from "./found-spectrum.js";
import { walkXml, type XmlElement } from "./xml-events.js";

/** How such a file begins. */
export const SPX_START = /^\s*<(?:\?xml|T?RTSpectrum)\b/;
const SPECTRUM = /^T?RTSpectrum$/;

/** One spectrum of a file. */
interface Candidate {
  readonly title: string | undefined;
  readonly fields: Map<string, string>;
  channels?: string;
}

/**
 * Reads the first spectrum of a Bruker file (`.spx` of Esprit, Artax, M4 and M6): the counts of `Channels`, on the line of
 * `CalibAbs` and `CalibLin`, keV.
 *
 * A file may hold several classes of spectra and results inside of each other: fields belong to the nearest spectrum
 * around them.
 *
 * @throws SpectrumProblem
 */
export function readSpxSpectrum(text: string): FoundSpectrum {
  const candidates = new Map<XmlElement, Candidate>();
  walkXml(text, (element, around) => {
    const owner = around.findLast(isSpectrum);
    if (!owner) return;
    const candidate: Candidate = candidates.get(owner) ?? {
      title: owner.attributes.get("Name"),
      fields: new Map(),
    };
    candidates.set(owner, candidate);
    if (element.name === "Channels" && around.at(-1) === owner) candidate.channels ??= element.text;
    else if (isField(element.name) && !candidate.fields.has(element.name)) {
      candidate.fields.set(element.name, element.text.trim());
    }
  });
  // Those inside of others are closed first.
  const all = [...candidates].sort(([a], [b]) => a.start - b.start).map(([, candidate]) => candidate);
  const found = all.find(({ channels }) => channels !== undefined);
  if (found?.channels === undefined)
    throw new SpectrumProblem("expected a spectrum with <Channels>, found none");
  return spectrumOf(found, found.channels);
}

/** A class of that type; or, in short files, an element of that name. */
function isSpectrum({ name, attributes }: XmlElement): boolean {
  if (name === "ClassInstance") return SPECTRUM.test(attributes.get("Type") ?? "");
  return SPECTRUM.test(name);
}

const FIELDS = ["ChannelCount", "CalibAbs", "CalibLin", "LifeTime", "RealTime"] as const;
const isField = (name: string): boolean => (FIELDS as readonly string[]).includes(name);

function spectrumOf({ title, fields }: Candidate, channels: string): FoundSpectrum {
  const number = (name: (typeof FIELDS)[number]): number | undefined => {
    const field = fields.get(name);
    if (field === undefined || field === "") return undefined;
    const value = plainNumber(field.replace(",", "."));
    if (!Number.isNaN(value)) return value;
    throw new SpectrumProblem(`expected a number in <${name}>, found ${JSON.stringify(field.slice(0, 40))}`);
  };
  const y: number[] = [];
  addNumbers(y, channels, "<Channels>");
  const count = number("ChannelCount");
  if (count !== undefined && count !== y.length) {
    throw new SpectrumProblem(`expected ${count} counts (<ChannelCount>), found ${y.length}`);
  }
  const [offset, gain] = [number("CalibAbs"), number("CalibLin")];
  const milliseconds = (name: "LifeTime" | "RealTime") => {
    const value = number(name);
    return value === undefined ? undefined : value / 1000;
  };
  return {
    format: "Bruker SPX",
    x: offset === undefined || !gain ? undefined : channelPositions(y.length, offset, gain),
    y,
    unit: "keV",
    ...optional("title", title || undefined),
    ...optional("liveSeconds", milliseconds("LifeTime")),
    ...optional("realSeconds", milliseconds("RealTime")),
  };
}
