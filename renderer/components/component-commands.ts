import {
  IconAdjustments,
  IconBooks,
  IconPackage,
  IconPackageExport,
  IconPackageOff,
  IconRefresh,
} from "@tabler/icons-react";
import type { ComponentVersion } from "../../shared/design/component.ts";
import { entryCount } from "../../shared/design/large-record.ts";
import type { Command } from "../commands/command.ts";
import { editable } from "../commands/editing.ts";
import { activate, activeDocument } from "../store/documents.ts";
import { showComponentDialog } from "./component-dialogs.ts";
import { wayTo } from "./drill-down.ts";
import { newestVersion } from "./library.ts";
import { detachSelected, openComponent, selectedUses, versionOf } from "./operations.ts";

/** The newest version of the first selected use that stands at an older one. */
function newerVersion(): ComponentVersion | undefined {
  const design = activeDocument()?.design;
  if (design === undefined) return undefined;
  for (const id of selectedUses()) {
    const version = versionOf(design, id);
    if (version === undefined) continue;
    const newest = newestVersion(version.component);
    if (newest !== undefined && newest.version > version.version) return newest;
  }
  return undefined;
}

export const COMPONENT_COMMANDS: readonly Command[] = [
  {
    id: "component.save",
    title: "Save as component…",
    section: "Edit",
    icon: IconPackage,
    keys: ["mod+shift+M"],
    words: ["template", "reuse", "library", "product"],
    enabled: () => editable() && entryCount(activeDocument()?.design.nodes ?? {}) > 0,
    run: () => {
      showComponentDialog({ type: "save" });
    },
  },
  {
    id: "component.open",
    title: "Open component",
    section: "Edit",
    icon: IconPackageExport,
    keys: ["mod+ArrowDown"],
    words: ["drill down", "inside", "look into"],
    enabled: () => selectedUses().length === 1,
    run: () => {
      const [id] = selectedUses();
      if (id !== undefined) openComponent(id);
    },
  },
  {
    id: "component.back",
    title: "Back to where the component is used",
    section: "View",
    keys: ["mod+ArrowUp"],
    words: ["up", "out", "drill down", "parent"],
    enabled: () => wayTo(activeDocument()?.id ?? "").length > 0,
    run: () => {
      const user = wayTo(activeDocument()?.id ?? "").at(-1);
      if (user !== undefined) activate(user.id);
    },
  },
  {
    id: "component.describe",
    title: "Ports and settings of the component…",
    section: "Edit",
    icon: IconAdjustments,
    words: ["expose", "parameter", "interface", "icon", "tags", "category"],
    enabled: () => editable() && activeDocument()?.design.component?.id !== undefined,
    run: () => {
      showComponentDialog({ type: "describe" });
    },
  },
  {
    id: "component.library",
    title: "Component library…",
    section: "View",
    icon: IconBooks,
    keys: ["mod+alt+K"],
    words: ["share", "publish", "withdraw", "organisation", "tenant", "product"],
    run: () => {
      showComponentDialog({ type: "library" });
    },
  },
  {
    id: "component.update",
    title: "Update uses…",
    section: "Edit",
    icon: IconRefresh,
    words: ["version", "newer", "component"],
    enabled: () => editable() && newerVersion() !== undefined,
    run: () => {
      const to = newerVersion();
      if (to !== undefined) showComponentDialog({ type: "update", to });
    },
  },
  {
    id: "component.detach",
    title: "Detach component",
    section: "Edit",
    icon: IconPackageOff,
    words: ["plain nodes", "explode", "ungroup"],
    enabled: () => editable() && selectedUses().length > 0,
    run: detachSelected,
  },
];
