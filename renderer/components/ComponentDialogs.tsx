import { Modal } from "@mantine/core";
import type { ReactElement } from "react";
import { useActiveDocument } from "../store/selectors.ts";
import { showComponentDialog, useComponentDialog } from "./component-dialogs.ts";
import { SaveComponent } from "./SaveComponent.tsx";
import { UpdateUses } from "./UpdateUses.tsx";

/** The dialogs about reusable components. */
export function ComponentDialogs(): ReactElement {
  const { dialog } = useComponentDialog();
  const document = useActiveDocument();
  const close = (): void => showComponentDialog(null);
  return (
    <Modal
      opened={dialog !== null && document !== null}
      onClose={close}
      title={dialog?.type === "update" ? "Update uses" : "Save as component"}
      size={720}
    >
      {document !== null && dialog?.type === "save" && (
        <SaveComponent document={document} onClose={close} />
      )}
      {document !== null && dialog?.type === "update" && (
        <UpdateUses document={document} to={dialog.to} only={dialog.only} onClose={close} />
      )}
    </Modal>
  );
}
