import { z } from "zod";
import { fault } from "../base/fault.ts";
import { err, ok, type Result } from "../base/result.ts";
import { parseJson } from "../design/json-text.ts";
import { contradictionIn } from "../pricing/engine/book-check.ts";
import { wrongInCalendar } from "./calendar-check.ts";
import { refuseStatementSize } from "./recognise.ts";
import { printStatement } from "./seal.ts";
import { STATEMENT_FORMAT, STATEMENT_VERSION } from "./format.ts";
import { statementFileSchema, type StatementFile, type StatementRun } from "./statement.ts";

/**
 * Reads a statement file. One that has any byte more, less or otherwise than Labwright writes, or that cannot be rated
 * again, is refused with the reason; whether what it says is as it was signed is for `verifyStatement`.
 */
export function readStatement(text: string): Result<StatementFile> {
  const tooLarge = refuseStatementSize(text.length);
  if (tooLarge !== null) return err(tooLarge);
  const json = parseJson(text);
  if (!json.ok) return damaged(String(json.error.parameters["detail"]));
  const head = headSchema.safeParse(json.value);
  if (head.success && head.data.version > STATEMENT_VERSION) {
    const { version } = head.data;
    return err(fault("statement-from-future", { version, supported: STATEMENT_VERSION }));
  }
  const parsed = statementFileSchema.safeParse(json.value);
  if (!parsed.success) return misfit(parsed.error.issues[0]);
  if (printStatement(parsed.data) !== text)
    return damaged("Its text was written by another program.");
  const { actual, projected } = parsed.data.statement;
  return (
    wrongIn(actual, "actual") ?? (projected && wrongIn(projected, "projected")) ?? ok(parsed.data)
  );
}

const headSchema = z.looseObject({ format: z.literal(STATEMENT_FORMAT), version: z.int() });

function damaged(detail: string, where?: string): Result<never> {
  return err(fault("statement-damaged", { detail }, where));
}

function misfit(issue: z.core.$ZodIssue | undefined): Result<never> {
  const where = issue?.path.map(String).join(".") ?? "";
  const detail = `${issue?.message ?? "Invalid"}.`;
  return damaged(detail, where === "" ? "the file" : where);
}

/** Far above any real one: years of monthly revisions. */
const MOST_RULES = 10_000;

/** What schemas do not see, and what rating would stumble over. */
function wrongIn({ book, contract, calendar }: StatementRun, where: string): Result<never> | null {
  const lists = [book.rules, book.discounts, book.qosTerms, book.windowSets, contract.overrides];
  if (lists.reduce((sum, { length }) => sum + length, 0) > MOST_RULES)
    return damaged(`It has more than ${MOST_RULES} rules.`, where);
  const contradiction = contradictionIn(book);
  if (contradiction !== null) return damaged(String(contradiction.parameters["detail"]), where);
  const detail = wrongInCalendar(calendar, book);
  return detail === null ? null : damaged(detail, `${where}.calendar`);
}
