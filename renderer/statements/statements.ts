import { create } from "zustand";
import type { Result } from "../../shared/base/result.ts";
import type { MoneyDocument } from "../../shared/exports/document.ts";
import type { ExportFormat } from "../../shared/exports/format.ts";
import type { ExportFormatId } from "../../shared/exports/index.ts";
import type { OpenedFile } from "../../shared/protocol/desktop-bridge.ts";
import { STATEMENT_EXTENSION } from "../../shared/statements/format.ts";
import { printStatement } from "../../shared/statements/seal.ts";
import type { StatementFile } from "../../shared/statements/statement.ts";
import type { Verification } from "../../shared/statements/verify.ts";
import { say, sayFault } from "../commands/notify.ts";
import { fileName } from "../files/file-name.ts";
import { host } from "../host/index.ts";
import { rememberFile } from "../store/settings.ts";
import { showView, useUi } from "../store/ui.ts";
import type { StatusReport } from "../../shared/billing/status-report.ts";
import type { Task } from "./work.ts";
import { inWorker } from "./in-worker.ts";

/** A statement file that is open, and as far as it has been looked at. */
export interface OpenStatement {
  readonly path: string;
  /** null while it is read. */
  readonly outcome: Result<StatementFile> | null;
  /** null while it is rated again, or where it could not be read. */
  readonly verification: Verification | null;
}

interface Statements {
  readonly open: readonly OpenStatement[];
  /** The path of the one that is shown. */
  readonly shown: string | null;
}

export const useStatements = create<Statements>()(() => ({ open: [], shown: null }));

const running = new Map<string, () => void>();

/**
 * Reads a statement and rates it again, in a worker: nothing of it needs a daemon or a network. `isFile`: its path
 * leads back to it.
 */
export function openStatement({ path, text, damaged }: OpenedFile, isFile = true): void {
  running.get(path)?.();
  const fresh: OpenStatement = { path, outcome: null, verification: null };
  useStatements.setState(({ open }) => ({
    open: [...open.filter((one) => one.path !== path), fresh],
    shown: path,
  }));
  showView("statements");
  const stop = inWorker({ type: "open", text, damaged: damaged === true }, (answer) => {
    if (answer.type === "read") {
      change(path, { outcome: answer.outcome });
      if (answer.outcome.ok && isFile && host().keepsPaths) rememberFile(path);
    } else if (answer.type === "checked") change(path, { verification: answer.verification });
    return answer.type === "checked" || (answer.type === "read" && !answer.outcome.ok);
  });
  running.set(path, stop);
}

function change(path: string, part: Partial<OpenStatement>): void {
  useStatements.setState(({ open }) => ({
    open: open.map((one) => (one.path === path ? { ...one, ...part } : one)),
  }));
}

export function showStatement(path: string): void {
  useStatements.setState({ shown: path });
}

/** Closes one; with the last one the view goes, too. */
export function closeStatement(path: string): void {
  running.get(path)?.();
  running.delete(path);
  void host().closeFile(path);
  useStatements.setState(({ open, shown }) => {
    const left = open.filter((one) => one.path !== path);
    return { open: left, shown: shown === path ? (left.at(-1)?.path ?? null) : shown };
  });
  const isLast = useStatements.getState().open.length === 0;
  if (isLast && useUi.getState().view === "statements") showView("design");
}

/** Writes a statement as the signed file that it is, where the user says. */
export async function saveStatement(file: StatementFile): Promise<void> {
  await save({
    suggestedName: `${fileName(file.statement.title)}.${STATEMENT_EXTENSION}`,
    title: "Labwright statement",
    extension: STATEMENT_EXTENSION,
    mediaType: "application/x-labwright-statement",
    data: new TextEncoder().encode(printStatement(file)),
  });
}

/** Writes a statement or a bill in another format, where the user says. */
export function exportDocument(
  document: MoneyDocument,
  name: string,
  format: Pick<ExportFormat<ExportFormatId>, "id" | "title" | "extension" | "mediaType">,
): void {
  const { id, ...file } = format;
  exportBy({ type: "export", document, format: id }, name, file);
}

/** Writes a status report as pages, where the user says. */
export function exportReport(
  report: StatusReport,
  issuer: string,
  names: ReadonlyMap<string, string>,
): void {
  const name = `Status ${report.at.slice(0, 10)}`;
  const file = { title: "PDF", extension: "pdf", mediaType: "application/pdf" };
  exportBy({ type: "export-report", report, issuer, names }, name, file);
}

function exportBy(
  task: Extract<Task, { readonly type: "export" | "export-report" }>,
  name: string,
  { title, extension, mediaType }: Pick<ExportFormat, "title" | "extension" | "mediaType">,
): void {
  inWorker(task, (answer) => {
    if (answer.type !== "exported") return false;
    if (!answer.outcome.ok) {
      sayFault(answer.outcome.error);
      return true;
    }
    const suggestedName = `${fileName(name)}.${extension}`;
    void save({ suggestedName, title, extension, mediaType, data: answer.outcome.value });
    return true;
  });
}

async function save(request: Parameters<ReturnType<typeof host>["exportFile"]>[0]): Promise<void> {
  const saved = await host().exportFile(request);
  if (!saved.ok) sayFault(saved.error);
  else if (saved.value !== null) say(`Exported as ${saved.value.path}.`);
}
