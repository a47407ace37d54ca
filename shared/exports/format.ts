import type { MoneyDocument } from "./document.ts";

/** A way to write money down. Add one by writing a file in formats/ and a line in index.ts. */
export interface ExportFormat<Id extends string = string> {
  readonly id: Id;
  readonly title: string;
  /** Without a dot. */
  readonly extension: string;
  readonly mediaType: string;
  /** The same bytes for the same document. */
  write(document: MoneyDocument): Promise<Uint8Array>;
}

/** Keeps a format's literal id. */
export function defineExport<const Id extends string>(format: ExportFormat<Id>): ExportFormat<Id> {
  return format;
}
