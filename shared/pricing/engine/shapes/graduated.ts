import { ONE, scaled } from "../exact.ts";
import { bandName, charge, defineShape, isBeyond, type Charged, type Item } from "./shape.ts";
import { usedBefore } from "./split.ts";

/** Each band at its own price: the first units at the first, those after it at the second. In order of time. */
export const graduated = defineShape({
  id: "graduated",
  title: "Graduated bands",
  price: (input, { bands }) => {
    const { items, free, allowed, one, total, settings } = input;
    // Bands begin where the allowance ends.
    const bounds = bands.map(({ upTo }) =>
      upTo === undefined ? total : allowed + (scaled(upTo) * one) / ONE,
    );
    const before = usedBefore(items, bounds);
    const used = total - allowed;
    return bands.flatMap(({ unit, flat }, at): readonly Charged[] => {
      const lower = before[at - 1] ?? free;
      const own: Item[] = items.map(({ slice }, index) => ({
        slice,
        quantity: (before[at]?.[index] ?? 0n) - max(lower[index] ?? 0n, free[index] ?? 0n),
      }));
      const floor = (bounds[at - 1] ?? allowed) - allowed;
      if (at > 0 && !isBeyond(used, floor, settings)) return [];
      const charges = charge(own, { band: bandName(bands, at), unitPrice: unit, fee: flat });
      return charges.filter(({ quantity, fee }) => quantity > 0n || (fee?.share.n ?? 0n) > 0n);
    });
  },
});

function max(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}
