import { IconAlertCircle, IconBook2 } from "@tabler/icons-react";
import { jumpAlong } from "../panels/problems/jumping.ts";
import { showRule } from "../panels/problems/rule-shown.ts";
import { activeDocument } from "../store/documents.ts";
import { currentProblems } from "../store/problems.ts";
import type { Command } from "./command.ts";

const anyProblem = (): boolean => activeDocument() !== null && currentProblems().length > 0;

export const PROBLEM_COMMANDS: readonly Command[] = [
  {
    id: "problem.next",
    title: "Next problem",
    section: "View",
    icon: IconAlertCircle,
    keys: ["F8"],
    words: ["error", "warning", "validation"],
    enabled: anyProblem,
    run: () => {
      jumpAlong(1);
    },
  },
  {
    id: "problem.previous",
    title: "Previous problem",
    section: "View",
    keys: ["shift+F8"],
    enabled: anyProblem,
    run: () => {
      jumpAlong(-1);
    },
  },
  {
    id: "help.rules",
    title: "All rules",
    section: "Help",
    icon: IconBook2,
    words: ["problem", "check", "reference", "documentation"],
    run: () => {
      showRule("");
    },
  },
];
