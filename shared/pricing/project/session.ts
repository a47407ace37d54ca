import type { Catalogue } from "../../catalogue/catalogue.ts";
import type { Design } from "../../design/design.ts";
import type { Segment } from "../engine/segments.ts";
import { rateSegments } from "../rate-segments.ts";
import type { Rated } from "../rated.ts";
import type { Terms } from "../terms.ts";
import type { Expectation, UseCase } from "./expected-use.ts";
import { NOBODY, type UsageContext } from "./node-usage.ts";
import { hasUseCases, projector } from "./segments.ts";
import {
  sessionTimes,
  type Cases,
  type SessionRequest,
  type SessionTime,
} from "./session-times.ts";

/**
 * What a session will cost if all of each of its times is used. All times are rated together, so that bands and
 * what is paid by the month count over the whole.
 */
export function projectSession(
  request: SessionRequest & { readonly context?: UsageContext },
): Cases<Rated> {
  const { catalogue, terms } = request;
  const context = request.context ?? { ...NOBODY, account: terms.contract.account };
  const { low, expected, high } = sessionTimes(request);
  // Where no design may be used less or more, the same times cost the same.
  const differs = request.designs.some((design) => hasUseCases(design, catalogue));
  const known = new Map<readonly SessionTime[], Rated>();
  const rated = (times: readonly SessionTime[], useCase: UseCase): Rated => {
    const before = differs ? undefined : known.get(times);
    if (before !== undefined) return before;
    const made = rateTimes({ times, catalogue, terms, context, useCase });
    known.set(times, made);
    return made;
  };
  return {
    low: rated(low, "low"),
    expected: rated(expected, "expected"),
    high: rated(high, "high"),
  };
}

interface TimesRequest extends Pick<Expectation, "useCase"> {
  readonly times: readonly SessionTime[];
  readonly catalogue: Catalogue;
  readonly terms: Terms;
  readonly context: UsageContext;
}

/** What all of some times cost together. */
export function rateTimes(request: TimesRequest): Rated {
  const { times, terms } = request;
  const until = times.reduce((last, { window: { end } }) => (end > last ? end : last), "");
  return rateSegments({
    source: "projected",
    terms,
    segments: timesSegments({ ...request, book: terms.book }),
    until,
  });
}

/** The usage to expect in all of some times. Each of a series is an environment of its own, as when it is booked. */
export function timesSegments({
  times,
  catalogue,
  context,
  ...expectation
}: Omit<TimesRequest, "terms"> & Expectation): readonly Segment[] {
  const known = new Map<Design, ReturnType<typeof projector>>();
  return times.flatMap(({ design, window, key }) => {
    let segmentsIn = known.get(design);
    if (segmentsIn === undefined)
      known.set(design, (segmentsIn = projector(design, catalogue, expectation)));
    const own = times.length === 1 ? context : { ...context, environment: key, session: key };
    return segmentsIn(window, own);
  });
}
