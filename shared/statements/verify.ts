import { differentTotal, firstDifferentLine, type Difference } from "./difference.ts";
import { inputsText, linesText, rateWithin } from "./rating.ts";
import { checkSeal, type Seal, type SealTools } from "./seal.ts";
import type { StatementFile, StatementRun, StatementScope } from "./statement.ts";
import { isTooMuch } from "./work.ts";

/** What came of rating one run of a file again. */
interface RunCheck {
  /** Null: the same lines and totals, to the last digit. */
  readonly difference: Difference | null;
  /** The digest of the lines that came of it; empty where it cannot be rated. */
  readonly digest: string;
}

export interface Verification extends Seal {
  readonly actual: RunCheck;
  readonly projected: RunCheck | null;
  /** All of it is as it was written, and rating it again gives the same. */
  readonly holds: boolean;
}

/**
 * Checks a file that `readStatement` read on the reader's own computer: that it is unchanged, who signed it, and that
 * its inputs give its lines. Needs no network, no clock and no time-zone data.
 */
export async function verifyStatement(
  file: StatementFile,
  tools: SealTools,
): Promise<Verification> {
  const { actual, projected, scope } = file.statement;
  const seal = await checkSeal(file, tools);
  const checks = {
    actual: await checkRun(actual, scope, tools),
    projected: projected && (await checkRun(projected, scope, tools)),
  };
  const same = checks.actual.difference === null && !checks.projected?.difference;
  return { ...seal, ...checks, holds: seal.unchanged && seal.signature !== "invalid" && same };
}

async function checkRun(
  run: StatementRun,
  scope: StatementScope,
  { sha256 }: SealTools,
): Promise<RunCheck> {
  const { lines: stated, totals: statedTotals, digests, ...inputs } = run;
  const again = rateAgain(run, scope);
  if ("detail" in again)
    return { difference: { kind: "unratable", detail: again.detail }, digest: "" };
  const { lines, totals } = again;
  const digest = await sha256(linesText(lines));
  const isSame = digest === digests.lines && digest === (await sha256(linesText(stated)));
  const difference =
    (isSame ? null : firstDifferentLine(stated, lines)) ??
    differentTotal(statedTotals, totals) ??
    // The lines may stand in another order, or the digests be others.
    (isSame && (await sha256(inputsText(inputs))) === digests.inputs ? null : { kind: "inputs" });
  return { difference, digest };
}

type RatedAgain = ReturnType<typeof rateWithin> | { readonly detail: string };

/** A file may hold anything: what rating throws at it is the file's fault, not ours. */
function rateAgain(run: StatementRun, scope: StatementScope): RatedAgain {
  if (isTooMuch(run)) return { detail: "It would take too long." };
  try {
    return rateWithin(run, scope);
  } catch (error) {
    return { detail: error instanceof Error ? error.message : String(error) };
  }
}
