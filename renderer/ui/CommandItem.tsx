import { Kbd, Menu, Text } from "@mantine/core";
import type { ReactElement } from "react";
import { runCommand, type Command } from "../commands/command.ts";
import { keyText } from "./key-text.ts";

interface CommandItemProps {
  readonly command: Command;
  /** Whether it has the keyboard as soon as the menu is there. */
  readonly focused?: boolean;
}

/** A command as an entry of a menu. */
export function CommandItem({ command, focused = false }: CommandItemProps): ReactElement {
  const Picture = command.icon;
  const keys = command.keys?.[0];
  const disabled = command.enabled?.() === false;
  return (
    <Menu.Item
      // Only in a menu that the user just opened.
      // oxlint-disable-next-line jsx-a11y/no-autofocus
      autoFocus={focused}
      disabled={disabled}
      leftSection={
        Picture === undefined ? (
          <span style={{ display: "inline-block", width: 16 }} />
        ) : (
          <Picture size={16} />
        )
      }
      rightSection={keys === undefined ? undefined : <Kbd size="xs">{keyText(keys)}</Kbd>}
      color={command.id === "edit.delete" ? "red" : undefined}
      onClick={() => runCommand(command)}
    >
      {command.title}
      {disabled && command.needs !== undefined && (
        <Text size="xs" lh={1.3} c="dimmed">
          {command.needs}
        </Text>
      )}
    </Menu.Item>
  );
}
