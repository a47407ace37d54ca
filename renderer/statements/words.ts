import type { Difference } from "../../shared/statements/difference.ts";
import type { Verification } from "../../shared/statements/verify.ts";

/** More names than these are only counted. */
const NAMED = 3;

export interface Verdict {
  readonly tone: "green" | "yellow" | "red";
  readonly title: string;
  readonly detail: string;
}

/** What checking came to, in words. `signer`: the name of a signer that this computer knows. */
export function verdictOf(verification: Verification, signer: string | undefined): Verdict {
  const { holds, unchanged, signature, actual, projected } = verification;
  const difference = actual.difference ?? projected?.difference ?? null;
  if (difference !== null)
    return { tone: "red", title: "Changed", detail: differenceText(difference) };
  if (!unchanged)
    return {
      tone: "red",
      title: "Changed",
      detail: "Something in the file is not as it was written; its lines are what they come to.",
    };
  if (!holds)
    return {
      tone: "red",
      title: "The signature is not valid",
      detail: "Whoever wrote this did not have the key that it says it was signed with.",
    };
  const same = "Checked on this computer: the same to the last digit.";
  if (signature === "none") return { tone: "yellow", title: same, detail: "Nobody has signed it." };
  if (signature === "unchecked")
    return {
      tone: "yellow",
      title: same,
      detail: "This browser is too old to check who signed it; a newer one can.",
    };
  return signer === undefined
    ? { tone: "yellow", title: same, detail: "Signed with a key that this computer does not know." }
    : { tone: "green", title: same, detail: `Signed by ${signer}.` };
}

function differenceText(difference: Difference): string {
  switch (difference.kind) {
    case "line": {
      const { title, period, field, stated, rated } = difference;
      return `Line “${title}” of ${period} differs: ${field} is ${stated} in the file and ${rated} when it is worked out again.`;
    }
    case "missing":
      return `Line “${difference.title}” of ${difference.period} is not in the file.`;
    case "added":
      return `Line “${difference.title}” of ${difference.period} does not follow from the usage.`;
    case "totals": {
      const { field, stated, rated } = difference;
      return `The total differs: ${field} is ${stated} in the file and ${rated} when it is worked out again.`;
    }
    case "inputs":
      return "Prices, contract, calendar or usage are not those that it was made from.";
    case "unratable":
      return `It cannot be worked out again. ${difference.detail}`;
  }
}

/** Of what a price is projected that nobody accepted; the first few by name. */
export function unacceptedText(names: readonly string[]): string {
  const more = names.length - NAMED;
  const shown = more > 0 ? [...names.slice(0, NAMED), `${more} more`] : names;
  const list = new Intl.ListFormat("en").format(shown);
  return `No accepted price was kept of ${list}: what is drawn now is projected instead.`;
}
