// Source: pigments and their impurities as in N. Eastaugh et al., Pigment Compendium (2008).

/** Elements of the common pigments, grounds, glazes and metals of paintings, and argon, which is air. */
const COMMON = "Na Mg Al Si P S Cl Ar K Ca Ti Cr Mn Fe Co Ni Cu Zn As Sr Ag Cd Sn Sb Ba Au Hg Pb".split(" ");
/** Elements of modern or rare pigments, and traces: named where a common one does as well, they are the worse guess. */
const UNCOMMON = "V Se Br Rb Zr Mo Bi".split(" ");

/** Elements that may be expected in a painting; those of light ones without a line above 1 keV are left out. */
export const PAINTING_ELEMENTS: readonly string[] = [...COMMON, ...UNCOMMON];

/** Whether an element is one of the common ones of paintings. */
export function isCommon(element: string): boolean {
  return COMMON.includes(element);
}

/** How much an element is to be expected: argon, which is in the way of every beam, before the common ones of paintings. */
export function expectation(element: string): number {
  if (element === "Ar") return 6;
  return isCommon(element) ? 1 : 0;
}
