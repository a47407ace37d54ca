import type { PriceBook } from "../book.ts";
import type { Calendar } from "../calendar.ts";
import type { Contract } from "../contract.ts";
import type { RatedLine } from "../line.ts";
import { prepareRating } from "../prepare.ts";
import type { Segment } from "../segments.ts";
import { isLate } from "../steps/uses.ts";
import { areEnvironmentsApart, isPeculiar, whyAllFallsBack, whyFallsBack } from "./plan.ts";
import { Ledger, type Following } from "./ledger.ts";

/** What usage costs up to now, while it is told bit by bit. */
export interface OpenRating {
  /** Takes a report: a level that began (its end is null), that level once more with its end, or a quantity. */
  add(segment: Segment): void;
  /**
   * Exactly `rate` of all that was told, in a calendar that ends now; of one environment, where it is asked for. The
   * environment's part costs its own lines where the others cannot change them.
   */
  lines(now: number, environment?: string): readonly RatedLine[];
  /** What is rated anew each time it is asked for, and why: rules by id, or the whole book. */
  readonly fallsBack: readonly string[];
}

/**
 * Rating that is kept open: a report costs as much as it changes, and asking costs the lines, however many reports
 * there were. `calendar` reaches as far as anybody will ask. What cannot be kept open is rated by `rate`.
 */
export function openRating(
  book: PriceBook,
  contract: Contract,
  calendar: Calendar,
  { presence = () => [], contractAt = () => contract }: Following = {},
): OpenRating {
  const frame = { book, contract, calendar };
  const why = whyAllFallsBack(book);
  const isApart = areEnvironmentsApart(book);
  const segments: Segment[] = [];
  let isWhole = why !== "";
  let ledger: Ledger | undefined = new Ledger(frame, { presence, contractAt });
  let lastAsked = -Infinity;
  const anew = (now: number): Ledger => {
    const fresh = new Ledger(frame, { presence, contractAt });
    fresh.begin(segments);
    ledger = fresh;
    fresh.moveTo(now);
    return fresh;
  };
  return {
    add: (segment) => {
      segments.push(segment);
      if (isPeculiar(segment) || isLate(segment, contract)) isWhole = true;
      if (ledger !== undefined && !isWhole && !ledger.add(segment)) ledger = undefined;
    },
    lines: (now, environment) => {
      const own = (lines: readonly RatedLine[]): readonly RatedLine[] =>
        environment === undefined
          ? lines
          : lines.filter((line) => line.environment === environment);
      const rateAll = () => prepareRating(book, contractAt(now), { ...calendar, end: now });
      const whole = () => own(rateAll()([...segments, ...presence(now)]));
      if (isWhole) return whole();
      if (now < lastAsked) ledger = undefined;
      lastAsked = now;
      let current = ledger;
      if (current === undefined || !current.moveTo(now)) current = anew(now);
      // What is of no environment, such as a minimum, is of all of them.
      if (environment && isApart) return current.lines(now, environment) ?? whole();
      return own(current.lines(now) ?? whole());
    },
    fallsBack:
      why === ""
        ? book.rules.flatMap((rule) => {
            const reason = whyFallsBack(frame, rule);
            return reason === "" ? [] : [`${rule.id}: ${reason}`];
          })
        : [`all: ${why}`],
  };
}
