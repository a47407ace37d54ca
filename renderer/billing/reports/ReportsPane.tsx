import { Button, Group, Table, Title } from "@mantine/core";
import { IconPlus, IconReportAnalytics } from "@tabler/icons-react";
import { useState, type ReactElement } from "react";
import type { ReportSchedule } from "../../../shared/billing/status-report.ts";
import { sayFault } from "../../commands/notify.ts";
import { FaultAlert } from "../../ui/FaultAlert.tsx";
import { useLoading } from "../../live/use-loading.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import styles from "../Billing.module.css";
import { oftenWord } from "./report-form.ts";
import { ReportDialog } from "./ReportDialog.tsx";
import { loadReports, removeReport, useReports } from "./reports-state.ts";
import { StatusDialog } from "./StatusDialog.tsx";

/** When reports of machines, usage and fees are made and sent, and such a report at once. */
export function ReportsPane(): ReactElement {
  const { schedules, fault } = useReports();
  const [open, setOpen] = useState<"new" | "now" | null>(null);
  useLoading("reports", () => void loadReports());
  const close = (): void => setOpen(null);
  return (
    <section className={styles["pane"]} aria-label="Reports">
      <Group justify="space-between">
        <Title order={2} size="h4">
          Reports
        </Title>
        <Group gap="xs">
          <Button size="xs" variant="default" onClick={() => setOpen("now")}>
            Show now
          </Button>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => setOpen("new")}
          >
            New report…
          </Button>
        </Group>
      </Group>
      {fault !== null && <FaultAlert fault={fault} />}
      {schedules?.length === 0 && (
        <EmptyState icon={IconReportAnalytics} title="No report is sent">
          Add one with “New report…” to have machines, usage and fees sent by e-mail, or see them
          with “Show now”.
        </EmptyState>
      )}
      {schedules !== null && schedules.length > 0 && <ScheduleTable schedules={schedules} />}
      {open === "new" && <ReportDialog onClose={close} />}
      {open === "now" && <StatusDialog onClose={close} />}
    </section>
  );
}

function ScheduleTable(props: { readonly schedules: readonly ReportSchedule[] }): ReactElement {
  return (
    <Table fz="sm" verticalSpacing={4} aria-label="Reports">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Report</Table.Th>
          <Table.Th>When</Table.Th>
          <Table.Th>Sent to</Table.Th>
          <Table.Td />
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {props.schedules.map((schedule) => (
          <Table.Tr key={schedule.id}>
            <Table.Td>{schedule.name}</Table.Td>
            <Table.Td>{oftenWord(schedule)}</Table.Td>
            <Table.Td>{schedule.recipients.join(", ")}</Table.Td>
            <Table.Td>
              <Button
                size="compact-xs"
                variant="default"
                aria-label={`Remove ${schedule.name}`}
                onClick={() => void remove(schedule.id)}
              >
                Remove
              </Button>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

async function remove(id: string): Promise<void> {
  const removed = await removeReport(id);
  if (!removed.ok) sayFault(removed.error);
}
