import { charge, defineShape } from "./shape.ts";

/** A fee for using it at all, however much. */
export const flat = defineShape({
  id: "flat",
  title: "Flat fee",
  price: ({ items }, { price }) => charge(items, { band: "", unitPrice: "0", fee: price }),
});
