import { charge, defineShape, payable } from "./shape.ts";

/** So much for each unit of the highest level that all of it reached together at one time in the period. */
export const peak = defineShape({
  id: "peak",
  title: "Peak capacity",
  price: (input, { price }) => charge(payable(input), { band: "peak", unitPrice: price }),
});
