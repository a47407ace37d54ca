import { MEASURED_METERS, METERS } from "./component-kind.ts";

const KNOWN: Readonly<Record<string, { readonly title: string }>> = {
  ...METERS,
  ...MEASURED_METERS,
};

/** What people call a meter: `Network, sent`; a lab's own, which has no name here, by its id. */
export function meterTitle(meter: string): string {
  return Object.hasOwn(KNOWN, meter) ? (KNOWN[meter]?.title ?? meter) : meter;
}
