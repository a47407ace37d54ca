import { randomBytes } from "node:crypto";
import type { Random } from "../../shared/base/random.ts";

/** Randomness that nobody can guess. */
export function strongRandom(): Random {
  return {
    next: () => randomBytes(6).readUIntBE(0, 6) / 2 ** 48,
    hex: (length) => randomBytes(length).toString("hex"),
  };
}
