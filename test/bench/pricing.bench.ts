import { starterCatalogue, starterTerms } from "../../shared/catalogue/starter.ts";
import { exampleDesigns } from "../../shared/design/examples.ts";
import type { Segment } from "../../shared/pricing/engine/segments.ts";
import { NOBODY } from "../../shared/pricing/project/node-usage.ts";
import { projectedSegments } from "../../shared/pricing/project/segments.ts";
import { quote, statement } from "../../shared/pricing/quote.ts";
import { runRate } from "../../shared/pricing/run-rate.ts";
import { timeOf, type BenchResult } from "./measure.ts";

const window = { start: "2026-11-23T08:00:00.000Z", end: "2026-11-23T16:00:00.000Z" };

/** The quote of example 3, and a long statement. */
export async function bench(): Promise<BenchResult> {
  const catalogue = starterCatalogue();
  const terms = starterTerms();
  const { design } = exampleDesigns().find(({ id }) => id === "web-site-simulator") ?? {};
  if (design === undefined) throw new Error("example 3 is missing");
  const once = projectedSegments({ design, catalogue, window, context: NOBODY });
  const days = Array.from({ length: 100 }, (_, day) => daysLater(once, day)).flat();
  const now = "2027-06-01T00:00:00.000Z";
  return {
    name: "Pricing",
    rows: [
      await timeOf("quote of example 3 (216 machines)", () =>
        quote({ design, catalogue, terms, window }),
      ),
      await timeOf("hourly and monthly cost of example 3", () =>
        runRate({ design, catalogue, terms, at: window.start }),
      ),
      {
        ...(await timeOf("statement of 100 days of it", () =>
          statement({ terms, segments: days, now }),
        )),
        note: `${days.length.toLocaleString("en")} segments`,
      },
    ],
  };
}

function daysLater(segments: readonly Segment[], days: number): readonly Segment[] {
  const later = (instant: string): string =>
    new Date(Date.parse(instant) + days * 86_400_000).toISOString();
  return segments.map((segment) =>
    Object.assign({}, segment, {
      start: later(segment.start),
      end: later(segment.end ?? window.end),
    }),
  );
}
