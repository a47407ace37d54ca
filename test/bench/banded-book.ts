import { toInstant } from "../../shared/base/clock.ts";
import { bookSchema, type PriceBook } from "../../shared/pricing/engine/book.ts";
import { contractSchema } from "../../shared/pricing/engine/contract.ts";

/** In hours, of the first two of three bands. */
export const BOUNDS = ["5000", "12000"] as const;
export const PRICES = {
  peak: ["0.0525", "0.0491", "0.044"],
  off: ["0.0425", "0.0391", "0.034"],
} as const;

export const month = { start: Date.UTC(2026, 9, 1), end: Date.UTC(2026, 10, 1) };

/** Machines cost less the more of them an account uses in a month, and more in office hours. */
export const book: PriceBook = bookSchema.parse({
  id: "bench",
  currency: "EUR",
  tariffZone: "Europe/Berlin",
  windowSets: [
    {
      id: "office",
      default: "off",
      windows: [
        { window: "peak", days: ["mon", "tue", "wed", "thu", "fri"], from: "08:00", to: "18:00" },
      ],
    },
  ],
  rules: [
    {
      id: "machine",
      kind: "usage",
      meter: "instance",
      windows: { set: "office", pricing: { peak: graduated("peak"), off: graduated("off") } },
    },
  ],
});

export const contract = contractSchema.parse({ account: "acme", start: toInstant(month.start) });

function graduated(window: keyof typeof PRICES): object {
  const bands = PRICES[window].map((unit, at) => ({ unit, upTo: BOUNDS[at] }));
  return { shape: "graduated", bands };
}
