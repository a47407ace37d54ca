import { ActionIcon, Menu, Tooltip } from "@mantine/core";
import { IconLayoutAlignLeft } from "@tabler/icons-react";
import type { ReactElement } from "react";
import { commandOf, COMMANDS } from "../commands/index.ts";
import { useDocuments } from "../store/documents.ts";
import { useReadOnly } from "../store/selectors.ts";
import { CommandButton } from "../ui/CommandButton.tsx";
import { CommandItem } from "../ui/CommandItem.tsx";
import styles from "./Canvas.module.css";

const ALIGN = COMMANDS.filter((command) => /^arrange\.(align|distribute)/.test(command.id));

/** What is used most while drawing, floating over the canvas. */
export function CanvasToolbar(): ReactElement {
  const readOnly = useReadOnly();
  return (
    <div className={styles["toolbar"]} role="toolbar" aria-label="Canvas tools">
      {!readOnly && <EditTools />}
      <CommandButton id="view.zoom-out" />
      <CommandButton id="view.zoom-in" />
      <CommandButton id="view.fit" />
      <CommandButton id="view.find" />
      <CommandButton id="view.table" />
    </div>
  );
}

function EditTools(): ReactElement {
  return (
    <>
      <CommandButton id="edit.note" />
      <CommandButton id="edit.link" />
      <CommandButton id="edit.group" />
      <CommandButton id="edit.duplicate" />
      <CommandButton id="edit.lock" />
      <CommandButton id="edit.delete" />
      <span className={styles["separator"]} />
      <CommandButton id="design.complete" />
      <CommandButton id="arrange.auto-layout" />
      <AlignMenu />
      <span className={styles["separator"]} />
    </>
  );
}

function AlignMenu(): ReactElement {
  const enabled = useDocuments(() => commandOf("arrange.align-left").enabled?.() !== false);
  return (
    <Menu>
      <Tooltip label="Align and distribute">
        <Menu.Target>
          <ActionIcon aria-label="Align and distribute" disabled={!enabled}>
            <IconLayoutAlignLeft size={18} stroke={1.7} />
          </ActionIcon>
        </Menu.Target>
      </Tooltip>
      <Menu.Dropdown>
        {ALIGN.map((command) => (
          <CommandItem key={command.id} command={command} />
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
