import {
  IconDeviceFloppy,
  IconFilePlus,
  IconFolderOpen,
  IconHome,
  IconX,
} from "@tabler/icons-react";
import { activate, activeDocument } from "../store/documents.ts";
import { showView } from "../store/ui.ts";
import type { Command } from "./command.ts";
import { editable } from "./editing.ts";
import { closeTab, newFile, openFile, save } from "./files.ts";

export const FILE_COMMANDS: readonly Command[] = [
  {
    id: "file.new",
    title: "New design",
    section: "File",
    icon: IconFilePlus,
    keys: ["mod+alt+N", "mod+N"],
    run: newFile,
  },
  {
    id: "file.open",
    title: "Open file",
    section: "File",
    icon: IconFolderOpen,
    keys: ["mod+O"],
    run: openFile,
  },
  {
    id: "file.save",
    title: "Save",
    section: "File",
    icon: IconDeviceFloppy,
    keys: ["mod+S"],
    enabled: editable,
    run: async () => {
      await save(false);
    },
  },
  {
    id: "file.save-as",
    title: "Save as",
    section: "File",
    keys: ["mod+shift+S"],
    enabled: () => activeDocument() !== null,
    run: async () => {
      await save(true);
    },
  },
  {
    id: "file.close",
    title: "Close tab",
    section: "File",
    icon: IconX,
    keys: ["mod+alt+W", "mod+W"],
    enabled: () => activeDocument() !== null,
    run: async () => {
      const document = activeDocument();
      if (document !== null) await closeTab(document.id);
    },
  },
  {
    id: "file.start",
    title: "Show start page",
    section: "File",
    icon: IconHome,
    words: ["home", "examples", "recent"],
    run: () => {
      showView("design");
      activate(null);
    },
  },
];
