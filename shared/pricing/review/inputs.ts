import { toInstant } from "../../base/clock.ts";
import type { Catalogue } from "../../catalogue/catalogue.ts";
import type { Design } from "../../design/design.ts";
import type { Window } from "../../schedule/window.ts";
import type { Segment } from "../engine/segments.ts";
import type { RatingInputs } from "../engine/variance.ts";
import type { UseCase } from "../project/expected-use.ts";
import { NOBODY, type UsageContext } from "../project/node-usage.ts";
import { timesSegments } from "../project/session.ts";
import { outlookUsage } from "../quote.ts";
import { ratingInputs } from "../rate-segments.ts";
import type { Terms } from "../terms.ts";

interface Projected {
  readonly design: Design;
  readonly catalogue: Catalogue;
  readonly terms: Terms;
  readonly context?: UsageContext;
  /** Of what nobody can know; left out: as is expected. */
  readonly useCase?: UseCase;
}

/** What a quote is rated from, to be looked into, of a series all times together; null for a design of which nothing is metered. */
export function quoteInputs(
  request: Projected & { readonly windows: readonly Window[] },
): RatingInputs | null {
  const { terms, windows } = request;
  const until = windows.reduce((last, { end }) => (end > last ? end : last), "");
  const { design, catalogue, useCase } = request;
  const { context = { ...NOBODY, account: terms.contract.account } } = request;
  const times = windows.map((window) => ({ design, window, key: window.start }));
  const segments = timesSegments({ times, catalogue, context, book: terms.book, useCase });
  return ratingInputs({ terms, segments, until });
}

/** What an outlook is rated from: what was used so far, and the design for the rest of its window. */
export function outlookInputs(
  request: Projected & {
    readonly window: Window;
    readonly used: readonly Segment[];
    readonly now: number;
  },
): RatingInputs | null {
  const usage = outlookUsage({ ...request, now: toInstant(request.now) });
  return ratingInputs({ terms: request.terms, ...usage });
}
