import { fromInstant } from "../base/clock.ts";
import { Decimal } from "../base/money.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Design } from "../design/design.ts";
import { expandDesign } from "../design/expand.ts";
import { resolveNodes } from "../kinds/resolve.ts";
import type { Window } from "../schedule/window.ts";
import { expandCalendar } from "./engine/calendar.ts";
import { totalsOf } from "./engine/invoice.ts";
import { firstBandChecker, meteredNode, nodePricer, type MeteredNode } from "./node-lines.ts";
import { copiesIn } from "./project/copies.ts";
import type { UseCase } from "./project/expected-use.ts";
import { NOBODY } from "./project/node-usage.ts";
import { quote } from "./quote.ts";
import { createItemUses, type ItemUse } from "./run-rate.ts";
import { separabilityOf } from "./separable.ts";
import { ownTerms, type Terms } from "./terms.ts";

interface CostedAs {
  /** The service class that is asked for. */
  readonly qosClass?: string | undefined;
  /** Of what nobody can know; left out: as is expected. */
  readonly useCase?: UseCase;
  /** Of copies that follow the load; left out: as `useCase`. */
  readonly copies?: UseCase | undefined;
}

/**
 * What a design costs in one window after another: the gross total of its quote. For those who look for the cheapest
 * time: where prices allow it, of nodes that are alike one is priced.
 */
export function windowCosts(
  design: Design,
  catalogue: Catalogue,
  terms: Terms,
  { qosClass = "", useCase, copies = useCase }: CostedAs = {},
): (window: Window) => string {
  const context = { ...NOBODY, account: terms.contract.account, qosClass };
  const alike = [...sortsOf(design, catalogue, copies)];
  const banded = bandedUses(alike, terms);
  const expects = alike.some(({ node }) => node.expects);
  return (window) => {
    const span = { start: fromInstant(window.start), end: fromInstant(window.end) };
    const { book, contract } = ownTerms(terms, span, "");
    const { isAtFirst, pricesMeasured } = separabilityOf(book);
    const frame = { book, contract, calendar: expandCalendar(book, contract, span) };
    const isApart =
      isAtFirst &&
      !(pricesMeasured && expects) &&
      firstBandChecker(frame, context)(banded.map((use) => ({ use, window })));
    if (!isApart)
      return quote({ design, catalogue, terms, window, context, useCase, copies }).totals.gross;
    const price = nodePricer(frame, context, window);
    const sum = alike.reduce(
      (total, { node, times }) => total.plus((price(node).total ?? ZERO).times(times)),
      ZERO,
    );
    return totalsOf(book, contract, [{ rounded: sum.toFixed() }]).gross;
  };
}

const ZERO = new Decimal(0);

/** One time of several that are used by one account. */
interface CopiedTime {
  readonly design: Design;
  readonly window: Window;
  readonly copies: number;
}

/** Whether several times cost together what each of them does: no band is filled by all of them. */
export function costsAddUp(
  times: readonly CopiedTime[],
  catalogue: Catalogue,
  terms: Terms,
  qosClass = "",
): boolean {
  const starts = times.map(({ window }) => fromInstant(window.start));
  const ends = times.map(({ window }) => fromInstant(window.end));
  const span = { start: Math.min(...starts), end: Math.max(...ends) };
  const { book, contract } = ownTerms(terms, span, "");
  const { isAlways, isAtFirst, pricesMeasured } = separabilityOf(book);
  if (isAlways || !isAtFirst) return isAlways;
  const uses = new Map<Design, { banded: readonly ItemUse[]; expects: boolean }>();
  for (const { design } of times) {
    if (uses.has(design)) continue;
    const alike = [...sortsOf(design, catalogue)];
    const expects = alike.some(({ node }) => node.expects);
    uses.set(design, { banded: bandedUses(alike, terms), expects });
  }
  if (pricesMeasured && [...uses.values()].some(({ expects }) => expects)) return false;
  const context = { ...NOBODY, account: terms.contract.account, qosClass };
  const frame = { book, contract, calendar: expandCalendar(book, contract, span) };
  return firstBandChecker(
    frame,
    context,
  )(
    times.flatMap(({ design, window, copies }) =>
      (uses.get(design)?.banded ?? []).map((use) => ({
        use: { ...use, quantity: use.quantity * BigInt(copies) },
        window,
      })),
    ),
  );
}

interface Alike {
  readonly node: MeteredNode;
  readonly times: number;
}

function bandedUses(alike: readonly Alike[], terms: Terms): readonly ItemUse[] {
  const { book } = ownTerms(terms, { start: 0, end: 1 }, "");
  const items = createItemUses(book);
  for (const { node, times } of alike) items.add({ ...node, count: node.count * times }, 1);
  const { isBanded } = separabilityOf(book);
  return [...items.entries()].map(([, use]) => use).filter(isBanded);
}

function sortsOf(design: Design, catalogue: Catalogue, copies?: UseCase): Iterable<Alike> {
  const sorts = new Map<string, Alike>();
  for (const resolved of resolveNodes(expandDesign(design), catalogue).values()) {
    const node = meteredNode(design, resolved, copiesIn(resolved, copies));
    sorts.set(node.key, { node, times: (sorts.get(node.key)?.times ?? 0) + 1 });
  }
  return sorts.values();
}
