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

interface Bands {
  /** Where all bands but the last end, in hours. */
  readonly bounds: readonly string[];
  /** Of an hour in each band, in office hours and outside. */
  readonly prices: Readonly<Record<"peak" | "off", readonly string[]>>;
  readonly settings?: object;
}

/** Machines cost less the more of them an account uses in a month, and more in office hours. */
export function bandedBook({ bounds, prices, settings }: Bands): PriceBook {
  const graduated = (units: readonly string[]): object => ({
    shape: "graduated",
    bands: units.map((unit, at) => ({ unit, upTo: bounds[at] })),
  });
  return bookSchema.parse({
    id: "bench",
    currency: "EUR",
    tariffZone: "Europe/Berlin",
    ...(settings !== undefined && { settings }),
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
        windows: {
          set: "office",
          pricing: { peak: graduated(prices.peak), off: graduated(prices.off) },
        },
      },
    ],
  });
}

export const book = bandedBook({ bounds: BOUNDS, prices: PRICES });

export const contract = contractSchema.parse({ account: "acme", start: toInstant(month.start) });
