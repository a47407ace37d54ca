import { Alert, Button, Group, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { ReactElement } from "react";
import { notesAtRisk, useNotes } from "./notes.ts";
import { saveNotes } from "./save-notes.ts";

/** Says that notes are on no disk and with no lab, and offers a file; nothing where they are safe. */
export function UnkeptNotes(): ReactElement | null {
  const count = useNotes(notesAtRisk);
  if (count === 0) return null;
  const what = count === 1 ? "Your note is" : `Your ${count} notes are`;
  return (
    <Alert
      color="yellow"
      icon={<IconAlertTriangle />}
      title={`${what} not kept`}
      role="alert"
      p="xs"
    >
      <Group gap="md" justify="space-between">
        <Text size="sm" flex={1} miw={240}>
          This browser lets Labwright store nothing: the window is private, or the storage is full.
          Until the lab hears it, it is lost when this page is closed.
        </Text>
        <Button size="xs" variant="default" onClick={() => void saveNotes()}>
          Save as a file
        </Button>
      </Group>
    </Alert>
  );
}
