import { pathName } from "../../../shared/design/path-names.ts";
import type { Design } from "../../../shared/design/design.ts";
import type { Cases, SessionTime } from "../../../shared/pricing/project/session-times.ts";
import type { Rated } from "../../../shared/pricing/rated.ts";
import { totalLines } from "./invoice.ts";
import { table } from "./table.ts";

/** What a session comes to in one case. */
export interface SessionCase {
  readonly times: readonly Pick<SessionTime, "key" | "window">[];
  readonly rated: Rated;
}

/** What a session will cost: one sum where all is certain, else from the least to the most. */
export function sessionLines(
  { low, expected, high }: Cases<SessionCase>,
  design: Design,
): readonly string[] {
  const { rated } = expected;
  const isCertain = low.rated === rated && high.rated === rated;
  const rows = isCertain
    ? [row("together", expected)]
    : [row("least", low), row("expected", expected), row("most", high)];
  return [
    design.name,
    ...table(["", "TIMES", "FIRST FROM", "LAST TO", "AMOUNT"], rows),
    ...(isCertain ? totalLines(rated.totals) : []),
    ...withoutPrice(rated, design),
  ];
}

function row(name: string, { times, rated: { totals } }: SessionCase): readonly string[] {
  const [first, last] = [times[0]?.window.start ?? "", times.at(-1)?.window.end ?? ""];
  return [name, String(times.length), first, last, `${totals.gross} ${totals.currency}`];
}

/** Once, however often it takes place. */
function withoutPrice({ lines }: Rated, design: Design): readonly string[] {
  const texts = lines
    .filter(({ category }) => category === "unpriced")
    .map(({ title, node }) => `${title} (${pathName(node, design)}): not in the total.`);
  return [...new Set(texts)];
}
