import { fromInstant } from "../base/clock.ts";
import { Decimal } from "../base/money.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Design } from "../design/design.ts";
import { expandDesign } from "../design/expand.ts";
import { resolveNodes } from "../kinds/resolve.ts";
import type { Window } from "../schedule/window.ts";
import { expandCalendar } from "./engine/calendar.ts";
import { totalsOf } from "./engine/invoice.ts";
import { meteredNode, nodePricer, type MeteredNode } from "./node-lines.ts";
import { NOBODY } from "./project/node-usage.ts";
import { quote } from "./quote.ts";
import { isSeparable } from "./separable.ts";
import { ownTerms, type Terms } from "./terms.ts";

/**
 * What a design costs in one window after another: the gross total of its quote. For those who look for the cheapest
 * time: where prices allow it, of nodes that are alike one is priced. `qosClass`: the service class that is asked for.
 */
export function windowCosts(
  design: Design,
  catalogue: Catalogue,
  terms: Terms,
  qosClass = "",
): (window: Window) => string {
  const context = { ...NOBODY, account: terms.contract.account, qosClass };
  const alike = [...sortsOf(design, catalogue)];
  return (window) => {
    const span = { start: fromInstant(window.start), end: fromInstant(window.end) };
    const { book, contract } = ownTerms(terms, span, "");
    if (!isSeparable(book))
      return quote({ design, catalogue, terms, window, context }).totals.gross;
    const frame = { book, contract, calendar: expandCalendar(book, contract, span) };
    const price = nodePricer(frame, context, window);
    const sum = alike.reduce(
      (total, { node, times }) => total.plus((price(node).total ?? ZERO).times(times)),
      ZERO,
    );
    return totalsOf(book, contract, [{ rounded: sum.toFixed() }]).gross;
  };
}

const ZERO = new Decimal(0);

interface Alike {
  readonly node: MeteredNode;
  readonly times: number;
}

function sortsOf(design: Design, catalogue: Catalogue): Iterable<Alike> {
  const sorts = new Map<string, Alike>();
  for (const resolved of resolveNodes(expandDesign(design), catalogue).values()) {
    const node = meteredNode(design, resolved);
    sorts.set(node.key, { node, times: (sorts.get(node.key)?.times ?? 0) + 1 });
  }
  return sorts.values();
}
