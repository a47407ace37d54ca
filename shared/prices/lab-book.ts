import example from "../../assets/catalogue/lab-price-book.json" with { type: "json" };
import { bookSchema, type PriceBook } from "../pricing/engine/book.ts";

let book: PriceBook | undefined;

/** A book to begin from, with everything that a lab may want: day and night, tiers, discounts, a package; parsed once. */
export function labPriceBook(): PriceBook {
  return (book ??= bookSchema.parse(example));
}
