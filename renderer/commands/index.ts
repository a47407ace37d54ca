import { COMPLETION_COMMANDS } from "../completion/completion-commands.ts";
import { FORMAT_COMMANDS } from "../formats/format-commands.ts";
import { LIVE } from "../live/index.ts";
import { COMPONENT_COMMANDS } from "../components/component-commands.ts";
import { ARRANGE_COMMANDS } from "./arrange-commands.ts";
import { runCommand, type Command } from "./command.ts";
import { EDIT_COMMANDS } from "./edit-commands.ts";
import { FILE_COMMANDS } from "./file-commands.ts";
import { placeCommands } from "./place-commands.ts";
import { PROBLEM_COMMANDS } from "./problem-commands.ts";
import { VIEW_COMMANDS } from "./view-commands.ts";

/** Every command of the window: what the keys, the palette, the toolbars and all menus offer. */
export const COMMANDS: readonly Command[] = [
  ...FILE_COMMANDS,
  ...FORMAT_COMMANDS,
  ...EDIT_COMMANDS,
  ...COMPLETION_COMMANDS,
  ...COMPONENT_COMMANDS,
  ...ARRANGE_COMMANDS,
  ...VIEW_COMMANDS,
  ...PROBLEM_COMMANDS,
  ...placeCommands(),
  ...LIVE.commands,
];

const byId: ReadonlyMap<string, Command> = new Map(
  COMMANDS.map((command) => [command.id, command]),
);

/** A command by its id; a wrong id is a bug. */
export function commandOf(id: string): Command {
  const command = byId.get(id);
  if (command === undefined) throw new Error(`there is no command ${id}`);
  return command;
}

/** Runs a command by its id, as the desktop's menu names it; unknown ids of a newer menu do nothing. */
export function runCommandById(id: string): void {
  const command = byId.get(id);
  if (command !== undefined) runCommand(command);
}
