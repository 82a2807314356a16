// Facts of a material, for people and for programs.
import { hexOf } from "../color.js";
import { materialColor, materialTitle } from "../xray/material-facts.js";
import type { NamedMaterial } from "../xray/named-material.js";

/** `#rrggbb`, the colour itself before it where the terminal shows colours; as many blanks where there is none. */
export function swatchOf(material: NamedMaterial, color: boolean): string {
  const rgb = materialColor(material);
  if (!rgb) return " ".repeat(color ? 12 : 7);
  const [r, g, b] = rgb;
  return `${color ? `\x1b[48;2;${r};${g};${b}m    \x1b[0m ` : ""}${hexOf(rgb)}`;
}

/** Everything that is known of a material, as plain JSON. */
export function materialJson(material: NamedMaterial): Record<string, unknown> {
  const { id, kind, group, phases, densityGCm3, densityBasis, used, thicknessUm, note } = material;
  const rgb = materialColor(material);
  return {
    id,
    kind,
    name: materialTitle(material),
    ...(group === undefined ? {} : { group }),
    ...(rgb ? { hex: hexOf(rgb), srgb: rgb, colorBasis: "estimate" } : {}),
    ...(used ? { used } : {}),
    phases: phases.map(([formula, massFraction]) => ({ formula, massFraction })),
    densityGCm3,
    ...(densityBasis === undefined ? {} : { densityBasis }),
    ...(thicknessUm ? { thicknessUm } : {}),
    ...(note === undefined ? {} : { note }),
  };
}
