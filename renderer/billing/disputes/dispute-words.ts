import type { Dispute } from "../../../shared/statements/dispute.ts";

/** What waits for an answer; what is not accepted before mere notes, the longest waiting first. */
export function openOnes(disputes: readonly Dispute[]): readonly Dispute[] {
  const rank = ({ sort }: Dispute): number => (sort === "dispute" ? 0 : 1);
  return disputes
    .filter(({ answer }) => answer === null)
    .toSorted((a, b) => rank(a) - rank(b) || a.receivedAt.localeCompare(b.receivedAt));
}

/** What has an answer, the newest answer first. */
export function answeredOnes(disputes: readonly Dispute[]): readonly Dispute[] {
  const at = ({ answer }: Dispute): string => answer?.at ?? "";
  return disputes
    .filter(({ answer }) => answer !== null)
    .toSorted((a, b) => at(b).localeCompare(at(a)));
}

/** `2 to answer`, as whoever runs the lab reads it, or what a customer waits for. */
export function waitingWord(disputes: readonly Dispute[], operator: boolean): string {
  const open = openOnes(disputes).length;
  if (open === 0) return disputes.length === 0 ? "none" : "all answered";
  return operator ? `${open} to answer` : `${open} without an answer`;
}

/** The line that something is about, as it stood on the customer's screen. */
export function lineWord({ line, title }: Pick<Dispute, "line" | "title">): string {
  if (title !== "") return title;
  return line === "" ? "All of it" : line;
}
