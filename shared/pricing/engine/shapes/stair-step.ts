import { bandOf, charge, defineShape, payable } from "./shape.ts";

/** One fee for the whole of it: that of the band that the total is in. */
export const stairStep = defineShape({
  id: "stair-step",
  title: "Stair steps",
  price: (input, { bands }) => {
    const { name, band } = bandOf(bands, input);
    return charge(payable(input), { band: name, unitPrice: "0", fee: band?.flat });
  },
});
