import { ActionIcon, Group, Kbd, Text, Tooltip } from "@mantine/core";
import type { ReactElement } from "react";
import { runCommand } from "../commands/command.ts";
import { commandOf } from "../commands/index.ts";
import { useDocuments } from "../store/documents.ts";
import { keyText } from "./key-text.ts";

interface CommandButtonProps {
  readonly id: string;
  /** What it says instead of the command's own title, e.g. `Undo move`. */
  readonly title?: string;
}

/** A command as an icon; greyed while it is disabled, its keys in the tooltip. */
export function CommandButton({ id, title }: CommandButtonProps): ReactElement {
  const command = commandOf(id);
  // Whether a command is enabled follows from the active document; most changes of that change nothing here.
  const enabled = useDocuments(() => command.enabled?.() !== false);
  const label = title ?? command.title;
  const Picture = command.icon;
  return (
    <Tooltip label={<TitleWithKeys title={label} keys={command.keys?.[0]} />}>
      <ActionIcon aria-label={label} disabled={!enabled} onClick={() => runCommand(command)}>
        {Picture !== undefined && <Picture size={18} stroke={1.7} />}
      </ActionIcon>
    </Tooltip>
  );
}

function TitleWithKeys({ title, keys }: { title: string; keys: string | undefined }): ReactElement {
  return (
    <Group gap={8} wrap="nowrap">
      <Text size="xs">{title}</Text>
      {keys !== undefined && <Kbd size="xs">{keyText(keys)}</Kbd>}
    </Group>
  );
}
