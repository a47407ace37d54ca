import { toInstant } from "../../shared/base/clock.ts";
import { someContract } from "../../shared/billing/sketch-account.ts";
import type { Bill } from "../../shared/billing/bill.ts";
import { starterCatalogue } from "../../shared/catalogue/starter.ts";
import type { Design } from "../../shared/design/design.ts";
import { bookSchema } from "../../shared/pricing/engine/book.ts";
import type { Segment } from "../../shared/pricing/engine/segments.ts";
import type { LevelSegment } from "../../shared/pricing/project/node-usage.ts";
import { projectedSegments } from "../../shared/pricing/project/segments.ts";
import type { RatedLine } from "../../shared/pricing/engine/line.ts";
import type { Rated } from "../../shared/pricing/rated.ts";
import { readStatement } from "../../shared/statements/read.ts";
import type { Statement } from "../../shared/statements/statement.ts";
import { systemClock } from "../../electron/node/system-clock.ts";
import { connect } from "./daemon-client.ts";
import { startInnerDaemon } from "./inner-daemon.ts";
import { newEnvironment, prepareStore, valueOf } from "./store-fixtures.ts";

/** From when to when it ran: half of February. */
export const RAN = { start: "2026-02-01T00:00:00.000Z", end: "2026-02-15T00:00:00.000Z" };
const NOW = Date.parse("2026-03-01T00:00:00Z");

/** What a daemon says of an environment that ran as it was drawn, at the end of the month. */
export interface Charged {
  readonly quote: Rated;
  readonly running: Rated;
  /** The signed file, read again. */
  readonly file: Statement;
  /** What all of the account would be billed. */
  readonly bill: Bill;
}

/**
 * Runs a design for `RAN` at a daemon with a price book and a contract with Acme, by segments as its meter makes them,
 * and asks for all that customers get to see of it.
 */
export async function ranAsDrawn(
  design: Design,
  book: object,
  contract: Parameters<typeof someContract>[0] = {},
): Promise<Charged> {
  const priceBook = bookSchema.parse({ id: "standard", currency: "EUR", ...book });
  const clock = { ...systemClock(), now: () => NOW };
  const inner = await startInnerDaemon({ clock, priceBook });
  await prepareStore(inner.store, {});
  const user = await inner.addUser("acme", ["customer", "architect"]);
  const { client, socket } = await connect(inner.daemon.url, user.token);
  try {
    await inner.store.putContract("acme", someContract(contract), toInstant(NOW));
    const { record, ...rest } = newEnvironment({ id: "course", window: RAN });
    const sent = { ...record, owner: user.id, design };
    await inner.store.createEnvironment({ ...rest, record: sent });
    const context = { account: "acme", environment: "course", user: user.id };
    const catalogue = starterCatalogue();
    const planned = projectedSegments({ design, catalogue, window: RAN, context, book: priceBook });
    const usage = planned.map(metered);
    const change = { id: "course", tenant: "acme", at: RAN.end, usage, state: "ready" as const };
    await inner.store.changeEnvironment(change);
    const quote = await client.environments.quote({ design, window: RAN });
    const running = await client.environments.statement({ id: "course" });
    const { text } = await client.statements.get({ environment: "course" });
    const [bill] = await client.billing.draft({});
    if (bill === undefined) throw new Error("nothing to bill");
    return { quote, running, file: valueOf(readStatement(text)).statement, bill };
  } finally {
    socket.terminate();
    await inner.stop();
  }
}

/** As the daemon's meter says it. */
function metered(planned: Segment): LevelSegment {
  const { instance = "", level = "1", end = null } = planned;
  return Object.assign({}, planned, { source: "metered" as const, instance, level, end });
}

/** What rules charge: `rule: amount`, in the lines' order, without what costs nothing. */
export function amounts(lines: readonly RatedLine[]): readonly string[] {
  return lines
    .filter(({ rounded }) => Number(rounded) !== 0)
    .map(({ rule, rounded }) => `${rule.id}: ${rounded}`);
}
