import { ActionIcon, Kbd, Menu } from "@mantine/core";
import { IconMenu2 } from "@tabler/icons-react";
import { Fragment, type ReactElement } from "react";
import { commandOf } from "../commands/index.ts";
import { keyText } from "../ui/key-text.ts";
import { CommandItem } from "../ui/CommandItem.tsx";

const ENTRIES = [
  ["file.new", "file.open", "file.save", "file.save-as", "file.versions"],
  ["file.import", "file.export-as", "file.export-picture"],
  ["design.service", "design.complete"],
  ["file.new-window", "file.close", "file.start"],
  [
    "view.find",
    "view.palette",
    "view.inspector",
    "view.bottom",
    "view.minimap",
    "view.color-scheme",
  ],
  ["edit.read-only"],
  ["help.shortcuts"],
] as const;

/** The window's menu, for those who look for one; every entry is a command with its keys. */
export function MainMenu(): ReactElement {
  return (
    <Menu position="bottom-start" width={300}>
      <Menu.Target>
        <ActionIcon aria-label="Menu">
          <IconMenu2 size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {ENTRIES.map((section, index) => (
          <Fragment key={section[0]}>
            {index > 0 && <Menu.Divider />}
            {section.map((id) => (
              <CommandItem key={id} command={commandOf(id)} />
            ))}
          </Fragment>
        ))}
        <Menu.Divider />
        <Menu.Label>
          All commands: <Kbd size="xs">{keyText("mod+K")}</Kbd>
        </Menu.Label>
      </Menu.Dropdown>
    </Menu>
  );
}
