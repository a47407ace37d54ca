import { Button, Group, Loader, Modal, Radio, Stack, Text } from "@mantine/core";
import { useState, type ReactElement } from "react";
import type { Exported } from "../../shared/formats/format.ts";
import { FaultAlert } from "../ui/FaultAlert.tsx";
import { chooseFormat, closeExportDialog, useExporting, WRITTEN, writeFiles } from "./exporting.ts";
import { LossReport } from "./LossReport.tsx";

/** Which format, and what of the design it would not hold; then it is written. */
export function ExportDialog(): ReactElement {
  const design = useExporting((exporting) => exporting.design);
  return (
    <Modal opened={design !== null} onClose={closeExportDialog} title="Export as" size={720}>
      {design !== null && <ExportForm />}
    </Modal>
  );
}

function ExportForm(): ReactElement {
  const { format, outcome } = useExporting();
  const exported = outcome?.ok === true ? outcome.value : null;
  return (
    <Stack>
      <Radio.Group
        label="Format"
        value={format}
        onChange={(id) => {
          const chosen = WRITTEN.find((one) => one.id === id);
          if (chosen !== undefined) chooseFormat(chosen.id);
        }}
      >
        <Group gap="lg" mt={6}>
          {WRITTEN.map(({ id, title }, index) => (
            <Radio key={id} value={id} label={title} data-autofocus={index === 0 || undefined} />
          ))}
        </Group>
      </Radio.Group>
      {outcome === null && (
        <Group gap="xs" role="status">
          <Loader size="xs" /> <Text size="sm">Working out what it would hold …</Text>
        </Group>
      )}
      {outcome?.ok === false && <FaultAlert fault={outcome.error} />}
      {exported !== null && (
        <LossReport key={format} report={exported.report} label="What it will hold" />
      )}
      <Buttons exported={exported} />
    </Stack>
  );
}

function Buttons({ exported }: { exported: Exported | null }): ReactElement {
  const format = useExporting((exporting) => exporting.format);
  const [writing, setWriting] = useState(false);
  const write = async (): Promise<void> => {
    if (exported === null || format === null) return;
    setWriting(true);
    await writeFiles(exported, format);
    setWriting(false);
  };
  return (
    <Group justify="flex-end">
      <Button variant="default" onClick={closeExportDialog}>
        Cancel
      </Button>
      <Button disabled={exported === null} loading={writing} onClick={() => void write()}>
        {(exported?.files.length ?? 1) > 1 ? `Export ${exported?.files.length} files` : "Export"}
      </Button>
    </Group>
  );
}
