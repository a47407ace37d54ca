import { charge, defineShape, payable } from "./shape.ts";

/** So much for each unit. */
export const unit = defineShape({
  id: "unit",
  title: "By the unit",
  price: (input, { price }) => charge(payable(input), { band: "", unitPrice: price }),
});
