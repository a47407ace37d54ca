import type { Instant } from "../base/clock.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Design } from "../design/design.ts";
import type { Window } from "../schedule/window.ts";
import type { Segment } from "./engine/segments.ts";
import type { UseCase } from "./project/expected-use.ts";
import { NOBODY, type UsageContext } from "./project/node-usage.ts";
import { projectedSegments } from "./project/segments.ts";
import { rateSegments } from "./rate-segments.ts";
import type { Rated } from "./rated.ts";
import type { Terms } from "./terms.ts";

interface QuoteRequest {
  readonly design: Design;
  readonly catalogue: Catalogue;
  readonly terms: Terms;
  readonly window: Window;
  /** Left out: a design that was not sent yet. */
  readonly context?: UsageContext;
  /** Of what nobody can know; left out: as is expected. */
  readonly useCase?: UseCase | undefined;
  /** Of copies that follow the load; left out: as `useCase`. */
  readonly copies?: UseCase | undefined;
}

/** What a design will cost if all of it runs for the whole window. */
export function quote(request: QuoteRequest): Rated {
  const { terms, window } = request;
  const segments = projected(request, window);
  return rateSegments({ source: "projected", terms, segments, until: window.end });
}

interface OutlookRequest extends QuoteRequest {
  readonly used: readonly Segment[];
  readonly now: Instant;
}

/** What a running environment will have cost at its end: what was used so far, and its design for the rest. */
export function outlook(request: OutlookRequest): Rated {
  const { terms } = request;
  return rateSegments({ source: "outlook", terms, ...outlookUsage(request) });
}

/** What an outlook is rated from. */
export function outlookUsage(request: OutlookRequest): {
  readonly segments: readonly Segment[];
  readonly until: Instant;
} {
  const { window, used, now } = request;
  const start = now > window.start ? now : window.start;
  const isOver = start >= window.end;
  const rest = isOver ? [] : projected(request, { start, end: window.end });
  const soFar = used.map((segment) => Object.assign({}, segment, { end: segment.end ?? start }));
  return { segments: [...soFar, ...rest], until: isOver ? start : window.end };
}

/** What was used, priced; what still runs is counted up to `now`. */
export function statement(request: {
  readonly terms: Terms;
  readonly segments: readonly Segment[];
  readonly now: Instant;
}): Rated {
  const { terms, segments, now } = request;
  return rateSegments({ source: "metered", terms, segments, until: now });
}

function projected(
  { design, catalogue, terms, context, useCase, copies }: QuoteRequest,
  window: Window,
): readonly Segment[] {
  const whose = context ?? { ...NOBODY, account: terms.contract.account };
  const { book } = terms;
  return projectedSegments({ design, catalogue, window, context: whose, book, useCase, copies });
}
