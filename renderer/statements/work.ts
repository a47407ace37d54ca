import { fault } from "../../shared/base/fault.ts";
import { err, type Result } from "../../shared/base/result.ts";
import { exportFormat, type ExportFormatId } from "../../shared/exports/index.ts";
import { documentOfStatement } from "../../shared/exports/of-statement.ts";
import { loadPrinter } from "../../shared/exports/pdf/print.ts";
import { readStatement } from "../../shared/statements/read.ts";
import type { SealTools } from "../../shared/statements/seal.ts";
import type { Statement, StatementFile } from "../../shared/statements/statement.ts";
import { verifyStatement, type Verification } from "../../shared/statements/verify.ts";

/** What the statement worker is asked for. */
export type Task =
  | { readonly type: "open"; readonly text: string; readonly damaged: boolean }
  /** Loads what exporting needs. */
  | { readonly type: "prepare" }
  | { readonly type: "export"; readonly statement: Statement; readonly format: ExportFormatId };

/** `read` is followed by `checked`; the others come alone. */
export type Answer =
  | { readonly type: "read"; readonly outcome: Result<StatementFile> }
  | { readonly type: "checked"; readonly verification: Verification }
  | { readonly type: "exported"; readonly data: Uint8Array };

/** Does one task; the first answer comes before what takes longer. */
export async function work(
  task: Task,
  tools: SealTools,
  answer: (answer: Answer) => void,
): Promise<void> {
  if (task.type === "prepare") {
    await loadPrinter().catch(() => undefined);
    return;
  }
  if (task.type === "export") {
    const document = documentOfStatement(task.statement);
    answer({ type: "exported", data: await exportFormat(task.format).write(document) });
    return;
  }
  const outcome = task.damaged ? noText() : readStatement(task.text);
  answer({ type: "read", outcome });
  if (!outcome.ok) return;
  answer({ type: "checked", verification: await verifyStatement(outcome.value, tools) });
}

function noText(): Result<never> {
  return err(fault("statement-damaged", { detail: "Some of its bytes are no text." }));
}
