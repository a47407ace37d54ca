import { Button, Text, Title } from "@mantine/core";
import type { ReactElement } from "react";
import { entryCount } from "../../shared/design/large-record.ts";
import { runCommandById } from "../commands/index.ts";
import { useDocuments } from "../store/documents.ts";
import { useUi } from "../store/ui.ts";
import styles from "./Canvas.module.css";

/** What to do first, on a canvas with nothing on it. */
export function CanvasEmpty(): ReactElement | null {
  const empty = useDocuments(({ documents, active }) => {
    const design = documents.find((document) => document.id === active)?.design;
    return design !== undefined && entryCount(design.nodes) === 0 && entryCount(design.notes) === 0;
  });
  const placing = useUi((ui) => ui.placing !== null);
  if (!empty || placing) return null;
  return (
    <div className={styles["empty"]}>
      <Title order={2} size="h4" fw={600} c="var(--ink)">
        Draw your environment
      </Title>
      <Text size="sm" mt={6}>
        Click a component in the palette, then click here, or drag it over. Link nodes by dragging
        from the dots at their lower edge.
      </Text>
      <Button
        className={styles["emptyAction"] ?? ""}
        mt="md"
        size="xs"
        variant="default"
        onClick={() => {
          runCommandById("design.service");
        }}
      >
        Start from a service…
      </Button>
    </div>
  );
}
