import {
  IconDeviceFloppy,
  IconFilePlus,
  IconFolderOpen,
  IconHistory,
  IconHome,
  IconPhotoDown,
  IconWindow,
  IconX,
} from "@tabler/icons-react";
import { activate, activeDocument, useDocuments } from "../store/documents.ts";
import { showView } from "../store/ui.ts";
import type { Command } from "./command.ts";
import { showFileDialog } from "../files/dialogs.ts";
import { host } from "../host/index.ts";
import { closeTab, newFile, openFile, save } from "./files.ts";

/** Shows the tab after the shown one, or before it, round and round; the start page is none of them. */
function showTab(step: 1 | -1): void {
  const { documents, active } = useDocuments.getState();
  const index = documents.findIndex(({ id }) => id === active);
  const from = index < 0 && step < 0 ? 0 : index;
  const next = documents.at((from + step) % documents.length);
  if (next !== undefined) activate(next.id);
}

function anyTab(): boolean {
  return useDocuments.getState().documents.length > 0;
}

/** A tab with a design of the user's, whole or damaged, and no running environment. */
function isDesign(): boolean {
  return activeDocument()?.environment === null;
}

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
    whileTyping: true,
    run: openFile,
  },
  {
    id: "file.save",
    title: "Save",
    section: "File",
    icon: IconDeviceFloppy,
    keys: ["mod+S"],
    whileTyping: true,
    // What could be read of a damaged file can be saved too, elsewhere.
    enabled: isDesign,
    run: async () => {
      await save(false);
    },
  },
  {
    id: "file.save-as",
    title: "Save as",
    section: "File",
    keys: ["mod+shift+S"],
    whileTyping: true,
    enabled: () => activeDocument() !== null,
    run: async () => {
      await save(true);
    },
  },
  {
    id: "file.versions",
    title: "Versions",
    section: "File",
    icon: IconHistory,
    keys: ["mod+alt+H"],
    words: ["history", "restore", "compare", "autosave", "backup"],
    enabled: isDesign,
    run: () => {
      showFileDialog("versions");
    },
  },
  {
    id: "file.export-picture",
    title: "Export picture",
    section: "File",
    icon: IconPhotoDown,
    keys: ["mod+shift+E"],
    words: ["PNG", "SVG", "PDF", "image", "print"],
    enabled: () => activeDocument() !== null,
    run: () => {
      showFileDialog("export");
    },
  },
  {
    id: "file.new-window",
    title: "New window",
    section: "File",
    icon: IconWindow,
    run: async () => {
      await host().newWindow();
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
    id: "file.close-others",
    title: "Close other tabs",
    section: "File",
    enabled: () => useDocuments.getState().documents.length > 1,
    run: async () => {
      const { documents, active } = useDocuments.getState();
      for (const { id } of documents) if (id !== active) await closeTab(id);
    },
  },
  {
    id: "file.next-tab",
    title: "Next tab",
    section: "File",
    keys: ["alt+PageDown"],
    whileTyping: true,
    enabled: anyTab,
    run: () => {
      showTab(1);
    },
  },
  {
    id: "file.previous-tab",
    title: "Previous tab",
    section: "File",
    keys: ["alt+PageUp"],
    whileTyping: true,
    enabled: anyTab,
    run: () => {
      showTab(-1);
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
