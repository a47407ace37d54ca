import { calendarOver } from "../pricing/engine/calendar.ts";
import type { RatingInputs } from "../pricing/engine/variance.ts";
import { inputsText, linesText, normalInputs, rateWithin } from "./rating.ts";
import { sealedText, type SealTools, type Sign } from "./seal.ts";
import {
  statementSchema,
  type Statement,
  type StatementFile,
  type StatementScope,
} from "./statement.ts";
import { reachOf, withinTime } from "./within-time.ts";
import { STATEMENT_FORMAT, STATEMENT_VERSION } from "./format.ts";

/** What a statement is made of. */
export interface StatementParts extends Omit<Statement, "actual" | "projected"> {
  readonly actual: RatingInputs;
  readonly projected: RatingInputs | null;
}

interface MakingTools extends Pick<SealTools, "sha256"> {
  /** Left out: it is signed by nobody. */
  readonly sign?: Sign;
}

/** Rates both runs, digests and signs them: what is handed to a customer. */
export async function makeStatement(
  { actual, projected, unaccepted = [], ...head }: StatementParts,
  { sha256, sign }: MakingTools,
): Promise<StatementFile> {
  const wide = projected && reachingOver(projected, actual);
  // Both runs' prices for both runs' time: why they differ is rated by exchanging one for the other.
  const reaches = [actual, wide ?? actual].map(({ calendar }) => reachOf(calendar));
  const time = {
    start: Math.min(...reaches.map(({ start }) => start)),
    end: Math.max(...reaches.map(({ end }) => end)),
  };
  const runOf = async (inputs: RatingInputs) =>
    madeRun(withinTime(inputs, time), head.scope, sha256);
  // Through the schema, so that what is signed is what a reader gets.
  const statement = statementSchema.parse({
    ...head,
    actual: await runOf(actual),
    projected: wide && (await runOf(wide)),
    ...(unaccepted.length > 0 && { unaccepted }),
  });
  const text = sealedText(statement);
  return {
    format: STATEMENT_FORMAT,
    version: STATEMENT_VERSION,
    digest: await sha256(text),
    signature: sign === undefined ? null : await sign(text),
    statement,
  };
}

/** To say why it came differently, a reader rates the actual usage as it was projected: with this calendar. */
function reachingOver(projected: RatingInputs, { calendar }: RatingInputs): RatingInputs {
  const { start, end } = projected.calendar;
  const wide = calendarOver(projected, {
    start: Math.min(start, calendar.start),
    end: Math.max(end, calendar.end),
  });
  return { ...projected, calendar: { ...wide, start, end } };
}

async function madeRun(
  given: RatingInputs,
  scope: StatementScope,
  sha256: SealTools["sha256"],
): Promise<object> {
  const inputs = normalInputs(given);
  const { lines, totals } = rateWithin(inputs, scope);
  const digests = {
    inputs: await sha256(inputsText(inputs)),
    lines: await sha256(linesText(lines)),
  };
  return { ...inputs, lines, totals, digests };
}
