import { Button, Group, Loader, Modal, Stack, Table, Text, Title } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useEffect, useState, type ReactElement } from "react";
import type { Result } from "../../../shared/base/result.ts";
import {
  nameIn,
  REPORT_WAYS,
  usedWords,
  type StatusReport,
} from "../../../shared/billing/status-report.ts";
import { itemName } from "../../../shared/pricing/item-name.ts";
import { ask } from "../../live/actions.ts";
import { FaultAlert } from "../../ui/FaultAlert.tsx";
import { useLive } from "../../live/state.ts";
import { useSigners } from "../../statements/signers.ts";
import { useReference } from "../../store/reference.ts";
import { exportReport } from "../../statements/statements.ts";
import { localTime } from "../../ui/local-time.ts";
import { money, quantity } from "../../ui/money.ts";

interface DialogProps {
  readonly onClose: () => void;
}

/** The report as it is now. */
export function StatusDialog({ onClose }: DialogProps): ReactElement {
  const [report, setReport] = useState<Result<StatusReport> | null>(null);
  useEffect(() => {
    let isShown = true;
    void ask((client) => client.billing.status()).then((found) => {
      if (isShown) setReport(found);
    });
    return () => {
      isShown = false;
    };
  }, []);
  return (
    <Modal opened onClose={onClose} title="Status now" size="xl" closeOnClickOutside>
      <Stack gap="sm">
        {report === null && <Loader size="sm" aria-label="Working it out" />}
        {report?.ok === false && <FaultAlert fault={report.error} />}
        {report?.ok === true && <Report report={report.value} />}
        <Group justify="flex-end">
          {report?.ok === true && <SaveButton report={report.value} />}
          <Button onClick={onClose}>Close</Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function SaveButton({ report }: { readonly report: StatusReport }): ReactElement {
  const issuer = useSigners((signers) => signers.lab.name);
  const nameOf = nameIn(report, useNames());
  return (
    <Button
      variant="default"
      leftSection={<IconDownload size={14} aria-hidden />}
      onClick={() => {
        const ids = REPORT_WAYS.flatMap(([way]) => report[way].map(({ key }) => key));
        exportReport(report, issuer, new Map(ids.map((id) => [id, nameOf(id)])));
      }}
    >
      Save as PDF
    </Button>
  );
}

function Report({ report }: { readonly report: StatusReport }): ReactElement {
  const { at, period, currency, fees, machines } = report;
  const count = machines.length;
  return (
    <>
      <Text size="sm" role="status">
        {localTime(at)}: {count === 0 ? "no machine runs" : `${count} running`}. {period.label}:{" "}
        {money(fees, currency)} so far, without taxes.
      </Text>
      {REPORT_WAYS.filter(([way]) => report[way].length > 0).map(([way, title]) => (
        <WayTable key={way} title={title} rows={report[way]} report={report} />
      ))}
    </>
  );
}

function WayTable(props: {
  readonly title: string;
  readonly rows: StatusReport["environments"];
  readonly report: StatusReport;
}): ReactElement {
  const { title, rows, report } = props;
  const { currency } = report;
  const nameOf = nameIn(report, useNames());
  return (
    <div>
      <Title order={3} size="h6">
        {title}
      </Title>
      <Table fz="xs" verticalSpacing={3} aria-label={title}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Name</Table.Th>
            <Table.Th ta="right">Running</Table.Th>
            <Table.Th>Used</Table.Th>
            <Table.Th ta="right">Fees</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ key, machines, used, fees }) => (
            <Table.Tr key={key}>
              <Table.Td>{nameOf(key)}</Table.Td>
              <Table.Td ta="right">{machines}</Table.Td>
              <Table.Td>{used.map((one) => usedWords(one, quantity)).join("; ")}</Table.Td>
              <Table.Td ta="right">{money(fees, currency)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

/** What people call what a report may not name itself: environments, software, and whoever reads it. */
function useNames(): (id: string) => string {
  const summaries = useLive((live) => live.summaries);
  const catalogue = useReference((reference) => reference.catalogue);
  const reader = useLive(({ connection }) =>
    connection.status === "online" ? connection.about.user : null,
  );
  return (id) => summaries[id]?.name ?? (id === reader?.id ? reader.name : itemName(catalogue, id));
}
