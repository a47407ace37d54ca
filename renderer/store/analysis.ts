import { create } from "zustand";
import { createChecker, type Checker } from "../../shared/constraints/incremental.ts";
import type { Problem } from "../../shared/constraints/rule.ts";
import { toInstant } from "../../shared/base/clock.ts";
import type { Design, NodeId } from "../../shared/design/design.ts";
import { prepareEdits } from "../../shared/design/edit.ts";
import { createPricer, type Priced, type Pricer } from "../../shared/pricing/pricer.ts";
import type { RunRate } from "../../shared/pricing/run-rate.ts";
import type { Rated } from "../../shared/pricing/rated.ts";
import type { Window } from "../../shared/schedule/window.ts";
import { afterPaint } from "./after-paint.ts";
import { activeDocument, useDocuments } from "./documents.ts";
import { nextMarks, type Marks } from "./marks.ts";
import { useReference } from "./reference.ts";
import { createWholeAsker } from "./whole-prices/askers.ts";

export { SEVERITIES, type ProblemMark } from "./marks.ts";

interface Analysis {
  /** The design all of this is about; null while the start page is shown. */
  readonly design: Design | null;
  readonly problems: readonly Problem[];
  readonly marks: Marks;
  /** For the chosen duration, from now; null while it is worked out, and so are the other prices. */
  readonly rated: Rated | null;
  readonly rate: RunRate | null;
  /** One map that is kept up to date: select single prices from it. */
  readonly prices: ReadonlyMap<NodeId, string>;
  /** The time that it is for. */
  readonly window: Window | null;
  /** How long the quote is for. */
  readonly hours: number;
  /** From when on, milliseconds; null: from the full hour that it is. */
  readonly start: number | null;
}

const UNPRICED = { rated: null, rate: null, prices: new Map() } satisfies Partial<Analysis>;
const NOTHING = {
  design: null,
  window: null,
  problems: [],
  marks: new Map(),
  ...UNPRICED,
} satisfies Omit<Analysis, "hours" | "start">;

/** What is wrong with the shown design and what it costs; follows the design by a moment. */
export const useAnalysis = create<Analysis>()(() => ({ ...NOTHING, hours: 24, start: null }));

/** True while the price of the shown design is worked out: no old one may pass for it. */
export function isBeingPriced({ design, rated }: Pick<Analysis, "design" | "rated">): boolean {
  return design !== null && rated === null;
}

const SETTLE_MS = 40;
/** Prices that depend on the whole design are worked out when nobody has drawn for so long. */
const PAUSE_MS = 250;
const HOUR_MS = 3_600_000;

/** Starts following the shown design. Called once; the returned function stops it. */
export function startAnalysis(now: () => number): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pricing: ReturnType<typeof setTimeout> | undefined;
  let followers = newFollowers();
  const asker = createWholeAsker();
  let shown: string | null = null;
  const run = (): void => {
    timer = undefined;
    guarded(() => {
      analyse(followers, now());
      clearTimeout(pricing);
      const analysis = useAnalysis.getState();
      if (isBeingPriced(analysis)) pricing = setTimeout(priceWhole, PAUSE_MS);
    });
  };
  const priceWhole = (): void => {
    guarded(() => {
      const asked = useAnalysis.getState();
      const { design, window } = asked;
      if (design === null || window === null || activeDocument()?.design !== design) return;
      const pricer = pricerFor(followers, window);
      const hear = (priced: Priced | null): void => {
        guarded(() => {
          if (!isStillAsked(asked) || followers.pricer?.pricer !== pricer) return;
          if (priced !== null) pricer.learn(design, priced);
          useAnalysis.setState(priced ?? pricer.whole(design));
        });
      };
      asker.ask({ design, reference: followers.reference, window, hear });
    });
  };
  const guarded = (work: () => void): void => {
    try {
      work();
    } catch (error) {
      // A bug of a rule: no old results may pass for this design's, and what stopped half way is not trusted.
      followers = newFollowers();
      useAnalysis.setState({ ...NOTHING, design: activeDocument()?.design ?? null });
      throw error;
    }
  };
  // A window answers between two tasks: of a design seen for the first time, problems and price take one each.
  const runInParts = (): void => {
    timer = undefined;
    guarded(() => {
      const design = activeDocument()?.design;
      if (design === undefined) return;
      followers = followersAhead(design) ?? followers;
      followers.checker.update(design);
      prepareEdits(design);
    });
    timer = setTimeout(run);
  };
  const soon = (): void => {
    timer ??= setTimeout(() => {
      const before = shown;
      shown = activeDocument()?.id ?? null;
      // The first analysis of a large design takes longer than showing it.
      if (shown === before) run();
      else afterPaint(runInParts);
    }, SETTLE_MS);
  };
  const stops = [
    useDocuments.subscribe(() => {
      if (activeDocument()?.design !== useAnalysis.getState().design) soon();
    }),
    useReference.subscribe(() => {
      followers = newFollowers();
      useAnalysis.setState({ design: null });
      soon();
    }),
    useAnalysis.subscribe((after, before) => {
      if (after.hours !== before.hours || after.start !== before.start) soon();
    }),
  ];
  soon();
  return () => {
    clearTimeout(timer);
    clearTimeout(pricing);
    asker.stop();
    for (const stop of stops) stop();
  };
}

/** What follows the design from version to version. */
interface Followers {
  readonly reference: ReturnType<typeof useReference.getState>;
  readonly checker: Checker;
  /** Made anew for another window. */
  pricer: { readonly key: string; readonly pricer: Pricer } | null;
}

function newFollowers(): Followers {
  const reference = useReference.getState();
  return {
    reference,
    checker: createChecker(reference.catalogue, reference.terms.book),
    pricer: null,
  };
}

const ahead = new WeakMap<Design, Followers>();

/** Checks and prices a design that is likely to be opened next, so that opening it does not wait for that. */
export function analyseAhead(design: Design, now: number): void {
  const followers = newFollowers();
  follow(followers, design, now);
  prepareEdits(design);
  ahead.set(design, followers);
}

/** Checks and prices one version after the other, of which none is shown; each time it is asked for the next. */
export function* analyseAside(versions: Iterable<Design>, now: number): Generator<void> {
  const followers = newFollowers();
  for (const version of versions) {
    follow(followers, version, now);
    yield;
  }
}

function follow(followers: Followers, design: Design, now: number): void {
  followers.checker.update(design);
  pricerFor(followers, quotedWindow(useAnalysis.getState(), now)).update(design);
}

/** Each is taken once: what follows one tab must not follow another. */
function followersAhead(design: Design): Followers | undefined {
  const known = ahead.get(design);
  ahead.delete(design);
  return known?.reference === useReference.getState() ? known : undefined;
}

function analyse(followers: Followers, now: number): void {
  const design = activeDocument()?.design ?? null;
  if (design === null) {
    useAnalysis.setState(NOTHING);
    return;
  }
  const before = useAnalysis.getState();
  const problems = followers.checker.update(design);
  const window = sameWindow(before.window, quotedWindow(before, now));
  useAnalysis.setState({
    design,
    problems,
    marks: nextMarks(before, problems, design),
    window,
    ...(pricerFor(followers, window).update(design) ?? UNPRICED),
  });
}

type Asked = Pick<Analysis, "hours" | "start">;

/** False for another version or duration by now: that has its own price, which is asked for. */
function isStillAsked({ design, hours, start }: Analysis): boolean {
  const now = useAnalysis.getState();
  const isSameTime = now.hours === hours && now.start === start;
  return isSameTime && now.design === design && activeDocument()?.design === design;
}

/** The time that a quote is for: from the full hour, so that the amounts do not flicker while one draws. */
function quotedWindow({ hours, start }: Asked, now: number): Window {
  const begin = start ?? Math.floor(now / HOUR_MS) * HOUR_MS;
  return { start: toInstant(begin), end: toInstant(begin + hours * HOUR_MS) };
}

function sameWindow(before: Window | null, after: Window): Window {
  return before?.start === after.start && before.end === after.end ? before : after;
}

function pricerFor(followers: Followers, window: Window): Pricer {
  const key = `${window.start} ${window.end}`;
  if (followers.pricer?.key === key) return followers.pricer.pricer;
  const { catalogue, terms } = useReference.getState();
  const pricer = createPricer(catalogue, terms, window);
  followers.pricer = { key, pricer };
  return pricer;
}
