import { starterCatalogue, starterRateCard } from "../../shared/catalogue/starter.ts";
import { exampleDesigns } from "../../shared/design/examples.ts";
import { quote, statement } from "../../shared/pricing/bill.ts";
import { runRate } from "../../shared/pricing/run-rate.ts";
import type { UsageSegment } from "../../shared/pricing/charge.ts";
import { projectedSegments } from "../../shared/pricing/projected.ts";
import { timeOf, type BenchResult } from "./measure.ts";

const window = { start: "2026-11-23T08:00:00.000Z", end: "2026-11-23T16:00:00.000Z" };

/** The quote of example 3, as the canvas asks for it after each edit, and a long statement. */
export async function bench(): Promise<BenchResult> {
  const catalogue = starterCatalogue();
  const card = starterRateCard();
  const { design } = exampleDesigns().find(({ id }) => id === "web-site-simulator") ?? {};
  if (design === undefined) throw new Error("example 3 is missing");
  const once = projectedSegments(design, catalogue, window);
  const days = Array.from({ length: 100 }, (_, day) => daysLater(once, day)).flat();
  const now = "2027-06-01T00:00:00.000Z";
  return {
    name: "Pricing",
    rows: [
      await timeOf("quote of example 3 (216 machines)", () =>
        quote({ design, catalogue, card, window }),
      ),
      await timeOf("hourly and monthly cost of example 3", () =>
        runRate({ design, catalogue, card, at: window.start }),
      ),
      {
        ...(await timeOf("statement of 100 days of it", () =>
          statement({ card, segments: days, now, catalogue }),
        )),
        note: `${days.length.toLocaleString("en")} segments`,
      },
    ],
  };
}

function daysLater(segments: readonly UsageSegment[], days: number): readonly UsageSegment[] {
  const later = (instant: string): string =>
    new Date(Date.parse(instant) + days * 86_400_000).toISOString();
  return segments.map((segment) =>
    Object.assign({}, segment, {
      start: later(segment.start),
      end: later(segment.end ?? window.end),
    }),
  );
}
