import { Button, Group, Stack, Text } from "@mantine/core";
import { useMemo, type ReactElement } from "react";
import { readDesign } from "../../shared/design/read.ts";
import { keepMine, reloadFile } from "../commands/changed-files.ts";
import type { OpenDocument } from "../store/documents.ts";
import { Differences } from "./Differences.tsx";
import { showFileDialog } from "./dialogs.ts";
import { useFileState } from "./file-states.ts";

/** What another window or program made of the file, beside what is in this tab. */
export function CompareFile({ document }: { document: OpenDocument }): ReactElement {
  const { id, design } = document;
  const text = useFileState(id).change?.file?.text;
  const read = useMemo(() => (text === undefined ? null : readDesign(text)), [text]);
  const close = (): void => {
    showFileDialog(null);
  };
  if (read === null) return <Text size="sm">The file says what is here.</Text>;
  return (
    <Stack>
      <Text size="sm">What reloading the file would change here:</Text>
      {read.ok ? (
        <Differences before={design} after={read.value} />
      ) : (
        <Text size="sm">What is in the file now cannot be read.</Text>
      )}
      <Group justify="flex-end">
        <Button
          variant="default"
          onClick={() => {
            close();
            void keepMine(id);
          }}
        >
          Keep mine
        </Button>
        <Button
          disabled={!read.ok}
          onClick={() => {
            close();
            void reloadFile(id);
          }}
        >
          Reload
        </Button>
      </Group>
    </Stack>
  );
}
