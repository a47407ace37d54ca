import { IconFileExport, IconFileImport } from "@tabler/icons-react";
import type { Command } from "../commands/command.ts";
import { sayFault } from "../commands/notify.ts";
import { activeDocument } from "../store/documents.ts";
import { chooseFiles } from "./choose-files.ts";
import { openExportDialog } from "./exporting.ts";
import { startImport } from "./importing.ts";
import { asChosen } from "./recognise.ts";

async function importFiles(): Promise<void> {
  const chosen = await chooseFiles(document);
  for (const file of chosen) if (!file.ok) sayFault(file.error);
  startImport(chosen.flatMap((file) => (file.ok ? [asChosen(file.value)] : [])));
}

export const FORMAT_COMMANDS: readonly Command[] = [
  {
    id: "file.import",
    title: "Import",
    section: "File",
    icon: IconFileImport,
    keys: ["mod+alt+O"],
    words: ["containerlab", "CML", "GNS3", "RSpec", "CSV", "foreign", "topology"],
    run: importFiles,
  },
  {
    id: "file.export-as",
    title: "Export as",
    section: "File",
    icon: IconFileExport,
    keys: ["mod+alt+E"],
    words: ["containerlab", "CML", "RSpec", "OpenTofu", "Terraform", "Incus", "CSV"],
    enabled: () => activeDocument() !== null,
    run: openExportDialog,
  },
];
