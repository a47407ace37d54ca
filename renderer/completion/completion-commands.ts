import { IconServerBolt, IconWand } from "@tabler/icons-react";
import type { Command } from "../commands/command.ts";
import { editable } from "../commands/editing.ts";
import { activeDocument } from "../store/documents.ts";
import { openCompletion } from "./completing.ts";

export const COMPLETION_COMMANDS: readonly Command[] = [
  {
    id: "design.complete",
    title: "Complete design…",
    section: "Edit",
    icon: IconWand,
    keys: ["mod+Enter"],
    whileTyping: true,
    words: ["fill in", "missing", "choose", "cheapest", "solver", "automatic"],
    enabled: editable,
    run: () => {
      openCompletion("design");
    },
  },
  {
    id: "design.service",
    title: "Start from a service…",
    section: "Place",
    icon: IconServerBolt,
    keys: ["mod+alt+S"],
    words: ["e-mail", "web site", "users", "template", "product", "wizard"],
    // Without a design a new one is made for it.
    enabled: () => activeDocument() === null || editable(),
    run: () => {
      openCompletion("service");
    },
  },
];
