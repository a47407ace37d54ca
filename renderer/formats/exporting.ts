import { create } from "zustand";
import type { Result } from "../../shared/base/result.ts";
import type { Design } from "../../shared/design/design.ts";
import { plainDesign } from "../host/plain-design.ts";
import type { Exported } from "../../shared/formats/format.ts";
import { allFormats, type FormatId } from "../../shared/formats/index.ts";
import { say, sayFault } from "../commands/notify.ts";
import { host } from "../host/index.ts";
import { activeDocument } from "../store/documents.ts";
import { catalogue } from "../store/reference.ts";
import { inWorker } from "./in-worker.ts";

/** The formats of other programs that can be written. */
export const WRITTEN = allFormats().filter(
  (format) => format.write !== undefined && format.id !== "labwright",
);

interface Exporting {
  /** What is exported: the design as it was when the dialog was opened; null while it is closed. */
  readonly design: Design | null;
  readonly format: FormatId | null;
  /** null while it is worked out. */
  readonly outcome: Result<Exported> | null;
}

const CLOSED: Exporting = { design: null, format: null, outcome: null };

export const useExporting = create<Exporting>()(() => CLOSED);

let giveUp: () => void = () => {};

export function openExportDialog(): void {
  const design = activeDocument()?.design;
  const [first] = WRITTEN;
  if (design === undefined || first === undefined) return;
  useExporting.setState({ ...CLOSED, design });
  chooseFormat(first.id);
}

export function closeExportDialog(): void {
  giveUp();
  useExporting.setState(CLOSED);
}

/** Works out what the format would hold, and what of the design it would not. */
export function chooseFormat(format: FormatId): void {
  const { design } = useExporting.getState();
  if (design === null) return;
  giveUp();
  useExporting.setState({ format, outcome: null });
  const sent = plainDesign(design);
  const task = { type: "export", design: sent, format, catalogue: catalogue().data } as const;
  giveUp = inWorker(task, (answer) => {
    if (answer.type === "exported") useExporting.setState({ outcome: answer.outcome });
  });
}

/** Asks where to, for each file that the format consists of. */
export async function writeFiles({ files }: Exported, id: FormatId): Promise<void> {
  const format = WRITTEN.find((one) => one.id === id);
  if (format === undefined) return;
  for (const { name, text } of files) {
    const saved = await host().exportFile({
      suggestedName: name,
      title: format.title,
      extension: name.slice(name.indexOf(".") + 1),
      mediaType: format.mediaType,
      data: new TextEncoder().encode(text),
    });
    if (!saved.ok) return sayFault(saved.error);
    if (saved.value === null) return;
    say(`Exported as ${saved.value.path}.`);
  }
  closeExportDialog();
}
