import { MEASURED_METERS, METERS } from "../../kinds/component-kind.ts";
import type { PriceBook } from "./book.ts";

const OWN: Readonly<Record<string, { readonly unit: string } | undefined>> = {
  ...METERS,
  ...MEASURED_METERS,
  /** What base fees and packages count: one for each user, component or group while it is there. */
  presence: { unit: "presence" },
};

/** The unit of a meter's numbers where nothing else is said; nothing for a meter that neither has. */
export function meterUnit(book: PriceBook, meter: string): string | undefined {
  const own = Object.hasOwn(book.meters, meter) ? book.meters[meter] : undefined;
  return own?.unit ?? (Object.hasOwn(OWN, meter) ? OWN[meter]?.unit : undefined);
}

/** What is measured whether anybody wants to be paid for it or not: without a rule it costs nothing. */
export function isMeasured(meter: string): boolean {
  return Object.hasOwn(MEASURED_METERS, meter);
}
