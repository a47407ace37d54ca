import { bookSchema, type PriceBook } from "../pricing/engine/book.ts";

/** A price book in euro with these fields. */
export function bookOf(fields: object): PriceBook {
  return bookSchema.parse({ id: "b", currency: "EUR", rules: [], ...fields });
}

/** A rule for each hour of a machine. */
export function machineHour(price: string, more: object = {}): object {
  const pricing = { shape: "unit", price };
  return { id: "machine", title: "Machine", kind: "usage", meter: "instance", pricing, ...more };
}
