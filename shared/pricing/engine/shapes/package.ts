import { Decimal, decimalText } from "../../../base/money.ts";
import { ONE, scaled, toDecimal } from "../exact.ts";
import { charge, defineShape, payable } from "./shape.ts";

/** So much for each pack that was begun, or only for those that are full. */
export const packs = defineShape({
  id: "package",
  title: "Packs",
  price: (input, { price, size, round }) => {
    const pack = scaled(size) * input.one;
    const used = (input.total - input.allowed) * ONE;
    const count = (round === "down" ? used : used + pack - 1n) / pack;
    return charge(payable(input), {
      band: "",
      unitPrice: "0",
      fee: decimalText(toDecimal(count).times(new Decimal(price))),
      note: `together ${count} packs of ${size}, each at ${price}`,
    });
  },
});
