import type { Icon } from "@tabler/icons-react";

export type CommandSection = "File" | "Edit" | "Arrange" | "View" | "Place" | "Help";

/**
 * Something the user can do. Keys, the command palette, toolbars, context menus and the desktop's menu all
 * run the same commands by id, so that each of them behaves alike everywhere.
 */
export interface Command {
  /** `edit.undo`; the desktop's menu names it too. */
  readonly id: string;
  /** Imperative, without a full stop. */
  readonly title: string;
  readonly section: CommandSection;
  readonly icon?: Icon;
  /** Mantine's notation, `mod+shift+Z`; the first is shown. */
  readonly keys?: readonly string[];
  /** `canvas`: only while the keyboard is not in a panel, a list or a dialog. */
  readonly scope?: "canvas";
  /** Its keys count while one types in a field, too; not for keys that a field needs itself. */
  readonly whileTyping?: true;
  /** More words to find it by. */
  readonly words?: readonly string[];
  /** Left out: always. */
  enabled?(): boolean;
  /** What it needs, where nobody would guess: said below it in a menu while it is disabled. */
  readonly needs?: string;
  run(): void | Promise<void>;
}

/** Runs a command unless it is disabled; true when it ran. */
export function runCommand(command: Command): boolean {
  if (command.enabled?.() === false) return false;
  void command.run();
  return true;
}
