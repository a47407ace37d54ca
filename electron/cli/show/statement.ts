import { moment } from "../../../shared/base/clock.ts";
import { Decimal, formatMoney } from "../../../shared/base/money.ts";
import { paidFor } from "../../../shared/pricing/engine/schemes/paid.ts";
import { variance } from "../../../shared/pricing/engine/variance.ts";
import type { Difference } from "../../../shared/statements/difference.ts";
import type { Statement } from "../../../shared/statements/statement.ts";
import type { Verification } from "../../../shared/statements/verify.ts";
import { invoiceLines } from "./invoice.ts";
import { varianceLines } from "./variance.ts";

/** What was used and what it costs, and why it came otherwise than projected. */
export function statementLines({
  title,
  issuer,
  asOf,
  final,
  scope,
  actual,
  projected,
  unaccepted = [],
}: Statement): readonly string[] {
  const { book, contract, calendar, lines, totals } = actual;
  const payments = paidFor(contract, lines, totals, { book, calendar });
  const { currency } = totals;
  const head = `${title}, as of ${moment(asOf)}, ${final ? "final" : "provisional"}, stated by ${issuer}`;
  const bill = invoiceLines({ book, contract, lines, totals, payments });
  if (projected === null) return [head, ...bill];
  const off = new Decimal(totals.net).minus(projected.totals.net);
  // Only rows that are stated: those of other environments are not this one's business.
  const keys = new Set([...lines, ...projected.lines].map(({ compareKey }) => compareKey));
  const reasons = variance(projected, actual).filter(({ compareKey }) => keys.has(compareKey));
  return [
    head,
    ...bill,
    "",
    `Projected: ${formatMoney(projected.totals.net, currency)} net, difference ${formatMoney(off, currency)}`,
    ...unaccepted.map(
      (name) => `No accepted price was kept of ${name}: its design as it is now counts instead.`,
    ),
    ...(scope.billedIn === "" ? varianceLines(reasons, currency) : []),
  ];
}

/** What came of checking a file on this computer. */
export function verificationLines(
  { issuer }: Statement,
  { holds, unchanged, signature, fingerprint, actual, projected }: Verification,
): readonly string[] {
  const difference = actual.difference ?? projected?.difference ?? null;
  const signed =
    signature === "none"
      ? "Nobody has signed it."
      : signature === "valid"
        ? `The signature is valid: ${issuer}, key ${fingerprint}.`
        : "The signature is not valid.";
  return [
    "",
    holds ? "Checked on this computer: the same to the last digit." : "CHANGED.",
    ...(unchanged ? [] : ["Something in the file is not as it was written."]),
    ...(difference === null ? [] : [differenceText(difference)]),
    signed,
    `Digest of the lines: ${actual.digest}`,
  ];
}

function differenceText(difference: Difference): string {
  switch (difference.kind) {
    case "line":
      return `Line ${difference.lineKey}: ${difference.field} is ${difference.stated}, and should be ${difference.rated}.`;
    case "missing":
      return `Line ${difference.lineKey} is missing.`;
    case "added":
      return `Line ${difference.lineKey} does not follow from the usage.`;
    case "totals":
      return `The total's ${difference.field} is ${difference.stated}, and should be ${difference.rated}.`;
    case "inputs":
      return "Prices, contract, calendar or usage are not those that it was made from.";
    case "unratable":
      return `It cannot be rated again: ${difference.detail}`;
  }
}
