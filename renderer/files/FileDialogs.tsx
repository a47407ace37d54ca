import { Modal } from "@mantine/core";
import type { ReactElement } from "react";
import { useActiveDocument } from "../store/selectors.ts";
import { CompareFile } from "./CompareFile.tsx";
import { showFileDialog, useFileDialog, type FileDialog } from "./dialogs.ts";
import { ExportPicture } from "./export/ExportPicture.tsx";
import { Losses } from "./Losses.tsx";
import { Versions } from "./Versions.tsx";

const TITLES = {
  versions: "Versions",
  losses: "What could not be read",
  compare: "Mine and the file",
  export: "Export picture",
} satisfies Record<FileDialog, string>;

/** The dialogs about the file of the shown tab. */
export function FileDialogs(): ReactElement {
  const shown = useFileDialog((dialog) => dialog.shown);
  const document = useActiveDocument();
  const open = shown !== null && document !== null;
  return (
    <Modal
      opened={open}
      onClose={() => {
        showFileDialog(null);
      }}
      title={shown === null ? "" : TITLES[shown]}
      size={shown === "versions" ? 1000 : 640}
    >
      {open && shown === "versions" && <Versions document={document} />}
      {open && shown === "losses" && <Losses document={document} />}
      {open && shown === "compare" && <CompareFile document={document} />}
      {open && shown === "export" && <ExportPicture document={document} />}
    </Modal>
  );
}
