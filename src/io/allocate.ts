import { GanxError } from "../errors.js";

/** Room for so many numbers out of a file. @throws GanxError `OUT_OF_MEMORY` */
export function allocateNumbers<T>(make: new (length: number) => T, length: number): T {
  try {
    return new make(length);
  } catch (cause) {
    throw new GanxError("OUT_OF_MEMORY", `no room for ${length} numbers at once; take a smaller file`, {
      cause,
    });
  }
}
