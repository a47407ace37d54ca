import { METERS } from "../../kinds/component-kind.ts";
import type { PriceBook } from "./book.ts";

const OWN: Readonly<Record<string, { readonly unit: string } | undefined>> = {
  ...METERS,
  /** What base fees and packages count: one for each user, component or group while it is there. */
  presence: { unit: "presence" },
};

/** The unit of a meter's numbers where nothing else is said; nothing for a meter that neither has. */
export function meterUnit(book: PriceBook, meter: string): string | undefined {
  const own = Object.hasOwn(book.meters, meter) ? book.meters[meter] : undefined;
  return own?.unit ?? (Object.hasOwn(OWN, meter) ? OWN[meter]?.unit : undefined);
}
