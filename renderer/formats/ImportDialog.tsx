import { Button, Group, Modal, Progress, Select, Stack, Text } from "@mantine/core";
import type { ReactElement } from "react";
import { findFormat } from "../../shared/formats/index.ts";
import { useActiveDocument } from "../store/selectors.ts";
import { isReadOnly } from "../store/documents.ts";
import { DesignPicture } from "../ui/DesignPicture.tsx";
import beside from "../ui/Beside.module.css";
import { cancelImport, showLab, useImporting, type ReadLab } from "./importing.ts";
import { LossReport } from "./LossReport.tsx";
import { insertLab, openLab, saveItems } from "./take-over.ts";

/** What a lab of another program would become, before anything is changed. */
export function ImportDialog(): ReactElement {
  const reading = useImporting((importing) => importing.reading);
  const labs = useImporting((importing) => importing.labs);
  const [lab] = labs;
  return (
    <Modal
      opened={reading !== null || lab !== undefined}
      onClose={cancelImport}
      title={lab === undefined ? "Import" : `Import: ${titleOf(lab)}`}
      size={lab === undefined ? "md" : 1080}
    >
      {reading !== null && <Reading {...reading} />}
      {lab !== undefined && <Lab lab={lab} labs={labs} />}
    </Modal>
  );
}

function titleOf({ imported }: ReadLab): string {
  return findFormat(imported.format)?.title ?? imported.format;
}

function Reading({
  name,
  done,
  total,
}: {
  name: string;
  done: number;
  total: number;
}): ReactElement {
  return (
    <Stack>
      <Text size="sm" role="status">
        Reading {name}
        {total > 1 && `, ${done + 1} of ${total}`} …
      </Text>
      <Progress value={Math.max(8, (100 * done) / total)} animated aria-label="Reading" />
      <Group justify="flex-end">
        <Button variant="default" onClick={cancelImport} data-autofocus>
          Cancel
        </Button>
      </Group>
    </Stack>
  );
}

function Lab({ lab, labs }: { lab: ReadLab; labs: readonly ReadLab[] }): ReactElement {
  const target = useActiveDocument();
  const insertable = target !== null && !isReadOnly(target);
  const { design, report } = lab.imported;
  return (
    <Stack>
      {labs.length > 1 && (
        <Select
          label="File"
          data={labs.map(({ name }, index) => ({ value: String(index), label: name }))}
          value="0"
          onChange={(index) => showLab(Number(index))}
          allowDeselect={false}
        />
      )}
      <Text size="sm">
        <b>{design.name}</b> from {lab.name}: {contentsOf(lab)}
      </Text>
      <div className={beside["columns"]}>
        <div className={beside["picture"]}>
          <DesignPicture design={design} height={392} />
        </div>
        <LossReport key={lab.name} report={report} label="What becomes of it" />
      </div>
      <Group justify="flex-end">
        <Button variant="default" onClick={cancelImport}>
          Cancel
        </Button>
        {lab.imported.items !== undefined && (
          <Button variant="default" onClick={() => void saveItems(lab)}>
            Save catalogue items
          </Button>
        )}
        <Button
          variant="default"
          disabled={!insertable}
          onClick={() => {
            insertLab(lab);
          }}
        >
          Insert into this design
        </Button>
        <Button
          data-autofocus
          onClick={() => {
            openLab(lab);
          }}
        >
          Open as new design
        </Button>
      </Group>
    </Stack>
  );
}

function contentsOf({ imported: { design } }: ReadLab): string {
  return (["nodes", "links", "groups", "notes"] as const)
    .map((part) => [Object.keys(design[part]).length, part.slice(0, -1)] as const)
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${count} ${word}${count === 1 ? "" : "s"}`)
    .join(", ");
}
