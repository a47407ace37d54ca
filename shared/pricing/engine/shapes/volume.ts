import { bandOf, charge, defineShape, payable } from "./shape.ts";

/** All of it at the price of the band that the total is in. */
export const volume = defineShape({
  id: "volume",
  title: "Volume bands",
  price: (input, { bands }) => {
    const { name, band } = bandOf(bands, input);
    return charge(payable(input), { band: name, unitPrice: band?.unit ?? "0", fee: band?.flat });
  },
});
