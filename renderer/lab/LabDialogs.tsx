import { Modal } from "@mantine/core";
import type { ReactElement, ReactNode } from "react";
import { endingOrder } from "../../shared/pool/condition-words.ts";
import { AddPool } from "./AddPool.tsx";
import { BeginForm } from "./BeginForm.tsx";
import { ConnectionForm } from "./ConnectionForm.tsx";
import { ImportForm } from "./ImportForm.tsx";
import { openLabDialog, useLab, type LabDialog } from "./lab-state.ts";
import type { TabProps } from "./LabView.tsx";
import { RangesForm } from "./RangesForm.tsx";
import { ResumeForm } from "./ResumeForm.tsx";
import { scopesTitle } from "./scope-words.ts";
import { CONDITION_WORDS } from "./thing-look.ts";
import { ThingForm } from "./ThingForm.tsx";
import { WeightsForm } from "./WeightsForm.tsx";

const close = (): void => openLabDialog(null);

/** The one dialog of the lab's screen that is open, if any. */
export function LabDialogs({ pool }: TabProps): ReactElement {
  const dialog = useLab((lab) => lab.dialog);
  return (
    <Modal
      opened={dialog !== null}
      onClose={close}
      title={dialog === null ? "" : titleOf(pool, dialog)}
      size={dialog === null ? "lg" : SIZES[dialog.type]}
    >
      {dialog !== null && <Content pool={pool} dialog={dialog} />}
    </Modal>
  );
}

/** Who is affected is told in a table. */
const SIZES = {
  import: 900,
  begin: 800,
  resume: 800,
  "add-lab": "lg",
  connection: "lg",
  weights: "lg",
  ranges: "lg",
  "add-thing": "lg",
} as const satisfies Record<LabDialog["type"], number | string>;

function titleOf(pool: TabProps["pool"], dialog: LabDialog): string {
  switch (dialog.type) {
    case "import":
      return `Import into ${pool.name}`;
    case "add-lab":
      return "Add a lab";
    case "connection":
      return `Connection of ${pool.name}`;
    case "weights":
      return `Placement in ${pool.name}`;
    case "ranges":
      return `VLANs and addresses of ${pool.name}`;
    case "add-thing":
      return `Add a ${dialog.sort}`;
    case "begin":
      return `${CONDITION_WORDS[dialog.kind].order}: ${scopesTitle(pool, dialog.scopes)}`;
    case "resume":
      return `${endingOrder(dialog.ending)}: ${scopesTitle(pool, dialog.scopes)}`;
  }
}

function Content(props: {
  readonly pool: TabProps["pool"];
  readonly dialog: LabDialog;
}): ReactNode {
  const { pool, dialog } = props;
  switch (dialog.type) {
    case "import":
      return <ImportForm pool={pool} onDone={close} />;
    case "add-lab":
      return <AddPool onAdded={close} />;
    case "connection":
      return <ConnectionForm pool={pool} onDone={close} />;
    case "weights":
      return <WeightsForm pool={pool} onDone={close} />;
    case "ranges":
      return <RangesForm pool={pool} onDone={close} />;
    case "add-thing":
      return <ThingForm pool={pool} sort={dialog.sort} item={null} onDone={close} />;
    case "begin":
      return <BeginForm pool={pool} kind={dialog.kind} scopes={dialog.scopes} onDone={close} />;
    case "resume":
      return (
        <ResumeForm pool={pool} scopes={dialog.scopes} ending={dialog.ending} onDone={close} />
      );
  }
}
