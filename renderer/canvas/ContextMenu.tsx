import { Menu } from "@mantine/core";
import { Fragment, useMemo, useState, type MouseEvent, type ReactElement } from "react";
import { commandOf } from "../commands/index.ts";
import { activeDocument, select } from "../store/documents.ts";
import { elementKey, type ElementKey } from "../store/elements.ts";
import { CommandItem } from "../ui/CommandItem.tsx";
import { elementOfFlow, type FlowEdge, type FlowNode } from "./flow.ts";

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
    ["edit.rename", "edit.link", "edit.group", "edit.lock"],
    ["view.fit-selection", "arrange.auto-layout"],
  ],
  link: [["view.fit-selection", "edit.delete"]],
  group: [
    ["edit.rename", "edit.collapse", "edit.ungroup"],
    ["edit.cut", "edit.copy", "edit.duplicate", "edit.delete"],
    ["view.fit-selection", "arrange.auto-layout"],
  ],
  note: [["edit.cut", "edit.copy", "edit.duplicate", "edit.delete"]],
};

interface ContextMenuHandlers {
  readonly at: Place | null;
  readonly close: () => void;
  readonly onPane: (event: MouseEvent | globalThis.MouseEvent) => void;
  readonly onNode: (event: MouseEvent, node: FlowNode) => void;
  readonly onEdge: (event: MouseEvent, edge: FlowEdge) => void;
  readonly onSelection: (event: MouseEvent, nodes: FlowNode[]) => void;
}

/** Opens the menu of what was clicked, which is selected first unless it is already. */
export function useContextMenu(): ContextMenuHandlers {
  const [at, setAt] = useState<Place | null>(null);
  const handlers = useMemo(() => handlersFor(setAt), []);
  return { at, ...handlers };
}

// Made once: the flow draws every node anew when one of its handlers is another function.
function handlersFor(setAt: (at: Place | null) => void): Omit<ContextMenuHandlers, "at"> {
  const open = (
    event: MouseEvent | globalThis.MouseEvent,
    subject: Subject,
    key: ElementKey | null,
  ): void => {
    event.preventDefault();
    if (key !== null && activeDocument()?.selection.has(key) !== true) select(new Set([key]));
    setAt({ x: event.clientX, y: event.clientY, subject });
  };
  return {
    close: () => {
      setAt(null);
    },
    onPane: (event) => {
      open(event, "pane", null);
    },
    onNode: (event, node) => {
      const { type, id } = elementOfFlow(node.id);
      open(event, type, elementKey(type, id));
    },
    onEdge: (event, edge) => {
      open(event, "link", elementKey("link", edge.id));
    },
    onSelection: (event) => {
      open(event, "node", null);
    },
  };
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
