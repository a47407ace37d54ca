import { Badge, Button, Group, ScrollArea, Stack, Table, Text } from "@mantine/core";
import type { ReactElement } from "react";
import { save } from "../commands/files.ts";
import { openCopy } from "../commands/versions.ts";
import type { OpenDocument } from "../store/documents.ts";
import { showFileDialog } from "./dialogs.ts";

const SHOWN = 200;

/** What a damaged file did not give back, and the ways on. */
export function Losses({ document }: { document: OpenDocument }): ReactElement {
  const { design, path } = document;
  const losses = document.losses ?? [];
  return (
    <Stack>
      <Text size="sm">
        {path} is damaged. {Object.keys(design.nodes).length} nodes and{" "}
        {Object.keys(design.links).length} links could be read. The file itself is not changed; save
        what is here under another name, or look for an earlier version.
      </Text>
      <ScrollArea.Autosize mah={320}>
        <Table aria-label="What could not be read">
          <Table.Tbody>
            {losses.slice(0, SHOWN).map(({ where, outcome, detail }, index) => (
              // Nothing tells two equal losses apart, and the list never changes.
              // oxlint-disable-next-line react/no-array-index-key
              <Table.Tr key={index}>
                <Table.Td>
                  <Badge
                    size="sm"
                    variant="light"
                    tt="none"
                    color={outcome === "lost" ? "red" : "orange"}
                  >
                    {outcome === "lost" ? "lost" : "in part"}
                  </Badge>
                </Table.Td>
                <Table.Td>{where}</Table.Td>
                <Table.Td>{detail}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollArea.Autosize>
      {losses.length > SHOWN && <Text size="xs">And {losses.length - SHOWN} more.</Text>}
      <Group justify="flex-end">
        <Button
          variant="default"
          onClick={() => {
            showFileDialog("versions");
          }}
        >
          Versions
        </Button>
        <Button
          variant="default"
          onClick={() => {
            showFileDialog(null);
            openCopy(design);
          }}
        >
          Edit a copy
        </Button>
        <Button
          onClick={() => {
            showFileDialog(null);
            void save(true);
          }}
        >
          Save under another name
        </Button>
      </Group>
    </Stack>
  );
}
