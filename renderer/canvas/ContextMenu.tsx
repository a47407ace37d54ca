import { Menu } from "@mantine/core";
import { Fragment, useState, type MouseEvent, type ReactElement } from "react";
import { commandOf } from "../commands/index.ts";
import { activeDocument, select } from "../store/documents.ts";
import { CommandItem } from "../ui/CommandItem.tsx";
import type { Hit } from "./layer/hit.ts";
import { heldUnder, keyOfHit, type Ground } from "./press.ts";

type Subject = "pane" | "node" | "link" | "group" | "note";
interface Place {
  readonly x: number;
  readonly y: number;
  readonly subject: Subject;
}

const ENTRIES: Readonly<Record<Subject, readonly (readonly string[])[]>> = {
  pane: [
    ["edit.paste", "edit.note", "edit.select-all"],
    ["arrange.auto-layout", "view.fit", "view.find"],
  ],
  node: [
    ["edit.cut", "edit.copy", "edit.duplicate", "edit.delete"],
    ["edit.rename", "edit.link", "edit.link-ports", "edit.group", "edit.lock"],
    ["component.save", "component.open", "edit.collapse", "component.update", "component.detach"],
    ["view.fit-selection", "arrange.auto-layout"],
  ],
  link: [["view.fit-selection", "edit.delete"]],
  group: [
    ["edit.rename", "edit.collapse", "edit.ungroup", "component.save"],
    ["edit.cut", "edit.copy", "edit.duplicate", "edit.delete"],
    ["view.fit-selection", "arrange.auto-layout"],
  ],
  note: [["edit.cut", "edit.copy", "edit.duplicate", "edit.delete"]],
};

interface ContextMenuHandlers {
  readonly at: Place | null;
  readonly close: () => void;
  readonly onContextMenu: (event: MouseEvent) => void;
}

/** Opens the menu of what was clicked, which is selected first unless it is already. */
export function useContextMenu(ground: Ground): ContextMenuHandlers {
  const [at, setAt] = useState<Place | null>(null);
  return {
    at,
    close: () => {
      setAt(null);
    },
    onContextMenu: (event) => {
      const { target, clientX: x, clientY: y } = event;
      if (!(target instanceof Element) || target.closest(".react-flow__pane") === null) return;
      event.preventDefault();
      const hit = heldUnder(ground, target, { x, y });
      if (hit === null) {
        setAt({ x, y, subject: "pane" });
        return;
      }
      const key = keyOfHit(hit);
      if (activeDocument()?.selection.has(key) !== true) select(new Set([key]));
      setAt({ x, y, subject: subjectOf(hit) });
    },
  };
}

function subjectOf(hit: Hit): Subject {
  if (hit.type === "link") return "link";
  const { type } = hit.item;
  if (type === "component" || type === "unfolded") return "node";
  return type === "frame" ? "group" : "note";
}

/** Commands for what was right-clicked, at the pointer. */
export function ContextMenu({
  at,
  onClose,
}: {
  at: Place | null;
  readonly onClose: () => void;
}): ReactElement | null {
  if (at === null) return null;
  return (
    <Menu opened onClose={onClose} position="bottom-start" width={280} offset={2}>
      <Menu.Target>
        <span style={{ position: "fixed", left: at.x, top: at.y, width: 1, height: 1 }} />
      </Menu.Target>
      <Menu.Dropdown aria-label="Context menu">
        {ENTRIES[at.subject].map((section, index) => (
          <Fragment key={section[0]}>
            {index > 0 && <Menu.Divider />}
            {section.map((id) => (
              <CommandItem key={id} command={commandOf(id)} />
            ))}
          </Fragment>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
