import { Modal } from "@mantine/core";
import type { ReactElement } from "react";
import { useActiveDocument } from "../store/selectors.ts";
import {
  showComponentDialog,
  useComponentDialog,
  type ComponentDialog,
} from "./component-dialogs.ts";
import { DescribeComponent } from "./DescribeComponent.tsx";
import { LibraryDialog } from "./LibraryDialog.tsx";
import { SaveComponent } from "./SaveComponent.tsx";
import { UpdateUses } from "./UpdateUses.tsx";

const TITLES = {
  save: "Save as component",
  describe: "Ports and settings",
  update: "Update uses",
  library: "Component library",
} as const satisfies Record<ComponentDialog["type"], string>;

/** The dialogs about reusable components. */
export function ComponentDialogs(): ReactElement {
  const { dialog } = useComponentDialog();
  const document = useActiveDocument();
  const close = (): void => showComponentDialog(null);
  return (
    <Modal
      opened={dialog !== null && (document !== null || dialog.type === "library")}
      onClose={close}
      title={TITLES[dialog?.type ?? "save"]}
      size={720}
    >
      {dialog?.type === "library" && <LibraryDialog />}
      {document !== null && dialog?.type === "save" && (
        <SaveComponent document={document} onClose={close} />
      )}
      {document !== null && dialog?.type === "describe" && (
        <DescribeComponent document={document} onClose={close} />
      )}
      {document !== null && dialog?.type === "update" && (
        <UpdateUses document={document} to={dialog.to} onClose={close} />
      )}
    </Modal>
  );
}
