import { formatMoney } from "../../../shared/base/money.ts";
import type { Bill } from "../../../shared/billing/bill.ts";
import { stateOfDispute, type Dispute } from "../../../shared/statements/dispute.ts";
import { table } from "./table.ts";

/** What customers said about lines, and what became of it. */
export function disputeLines(disputes: readonly Dispute[]): readonly string[] {
  if (disputes.length === 0) return ["Nothing was said about any line."];
  const rows = disputes.map((one) => [
    one.tenant,
    one.id,
    one.sort === "dispute" ? "not accepted" : "note",
    one.about,
    one.title || one.line || "all of it",
    one.text,
    stateOfDispute(one),
    [one.answer?.text ?? "", one.answer?.creditNote ?? ""].filter((part) => part !== "").join(", "),
  ]);
  return table(["TENANT", "ID", "SORT", "ABOUT", "LINE", "TEXT", "STATE", "ANSWER"], rows);
}

/** The lines of a bill, to name one of them. */
export function billLineLines({ lines, currency }: Bill): readonly string[] {
  if (lines.length === 0) return ["It has no lines."];
  return table(
    ["LINE", "PERIOD", "WHAT", "FOR", "AMOUNT"],
    lines.map(({ id, period, title, node, environment, user, account, rounded }) => [
      id,
      period,
      title,
      node || environment || user || account,
      formatMoney(rounded, currency),
    ]),
  );
}
