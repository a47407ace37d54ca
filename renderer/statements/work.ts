import { fault } from "../../shared/base/fault.ts";
import { err, ok, type Result } from "../../shared/base/result.ts";
import type { StatusReport } from "../../shared/billing/status-report.ts";
import type { MoneyDocument } from "../../shared/exports/document.ts";
import { exportFormat, type ExportFormatId } from "../../shared/exports/index.ts";
import { statusPdf } from "../../shared/exports/status-pdf.ts";
import { loadPrinter } from "../../shared/exports/pdf/print.ts";
import { readStatement } from "../../shared/statements/read.ts";
import type { SealTools } from "../../shared/statements/seal.ts";
import type { StatementFile } from "../../shared/statements/statement.ts";
import { verifyStatement, type Verification } from "../../shared/statements/verify.ts";

/** What the statement worker is asked for. */
export type Task =
  | { readonly type: "open"; readonly text: string; readonly damaged: boolean }
  /** Loads what exporting needs. */
  | { readonly type: "prepare" }
  | { readonly type: "export"; readonly document: MoneyDocument; readonly format: ExportFormatId }
  /** A status report as pages; `names` are those of what it knows by id. */
  | {
      readonly type: "export-report";
      readonly report: StatusReport;
      readonly issuer: string;
      readonly names: ReadonlyMap<string, string>;
    };

/** `read` is followed by `checked`; the others come alone. */
export type Answer =
  | { readonly type: "read"; readonly outcome: Result<StatementFile> }
  | { readonly type: "checked"; readonly verification: Verification }
  | { readonly type: "exported"; readonly outcome: Result<Uint8Array> };

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
    const { document, format } = task;
    answer({
      type: "exported",
      outcome: await written(() => exportFormat(format).write(document)),
    });
    return;
  }
  if (task.type === "export-report") {
    const { report, issuer, names } = task;
    const write = () => statusPdf(report, issuer, (id) => names.get(id) ?? id);
    answer({ type: "exported", outcome: await written(write) });
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

/** Fails only where what a format needs cannot be loaded any more: in a browser whose daemon is gone. */
async function written(write: () => Promise<Uint8Array>): Promise<Result<Uint8Array>> {
  try {
    return ok(await write());
  } catch (error) {
    return err(fault("export-failed", { detail: error instanceof Error ? error.message : "" }));
  }
}
