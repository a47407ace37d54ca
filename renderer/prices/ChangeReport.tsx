import {
  Alert,
  Group,
  Loader,
  Modal,
  SegmentedControl,
  Stack,
  Table,
  Tabs,
  Text,
} from "@mantine/core";
import { useEffect, useState, type ReactElement } from "react";
import type { Result } from "../../shared/base/result.ts";
import type { PriceChange, Shift } from "../../shared/prices/price-change.ts";
import { ask } from "../live/actions.ts";
import { FaultAlert } from "../ui/FaultAlert.tsx";
import { money } from "../ui/money.ts";
import { localTime } from "../ui/local-time.ts";
import styles from "./Prices.module.css";

type Report = PriceChange & { readonly start: string; readonly end: string };

interface ChangeReportProps {
  readonly text: string;
  readonly onClose: () => void;
}

/** What was used in a month, by the prices of then and by the draft. */
export function ChangeReport({ text, onClose }: ChangeReportProps): ReactElement {
  const [month, setMonth] = useState<"last" | "this">("last");
  const [known, setKnown] = useState<{ month: string; report: Result<Report> } | null>(null);
  const report = known?.month === month ? known.report : null;
  useEffect(() => {
    let isOld = false;
    void ask((client) => client.prices.whatWouldChange({ text, month })).then((answer) => {
      if (!isOld) setKnown({ month, report: answer });
    });
    return () => {
      isOld = true;
    };
  }, [text, month]);
  return (
    <Modal opened onClose={onClose} title="What would change" size="xl" closeOnClickOutside>
      <Stack gap="sm">
        <SegmentedControl
          size="xs"
          w="fit-content"
          aria-label="Usage of"
          value={month}
          onChange={(value) => setMonth(value === "this" ? "this" : "last")}
          data={[
            { value: "last", label: "Last month" },
            { value: "this", label: "This month so far" },
          ]}
        />
        {report === null && (
          <Group gap="xs" role="status">
            <Loader size="xs" /> <Text size="sm">Rating what was used…</Text>
          </Group>
        )}
        {report?.ok === false && <FaultAlert fault={report.error} />}
        {report?.ok === true && <ReportBody report={report.value} />}
      </Stack>
    </Modal>
  );
}

function ReportBody({ report }: { readonly report: Report }): ReactElement {
  const { currency, total, start, end, unpriced, unconcerned, accounts } = report;
  const span = `${localTime(start)} to ${localTime(end)}`;
  if (accounts.length === 0 && unpriced.length === 0)
    return <Text size="sm">Nobody used anything from {span}: there is nothing to compare.</Text>;
  return (
    <>
      <Text size="xs" c="dimmed">
        {span}, everything that all customers used
      </Text>
      <Group gap={32} role="group" aria-label="In all">
        <Amount label="Charged" amount={money(total.before, currency)} />
        <Amount label="By the draft" amount={money(total.after, currency)} />
        <Amount label="Difference" amount={signed(total.difference, currency)} />
      </Group>
      {report.reasons.length > 0 && (
        <Text size="xs">
          Because of{" "}
          {report.reasons
            .map(({ step, amount }) => `${REASONS[step] ?? step} ${signed(amount, currency)}`)
            .join(", ")}
        </Text>
      )}
      {unpriced.length > 0 && (
        <Alert color="orange" p={8} title="Not priced any more">
          {unpriced.join(", ")}: the draft has no rule for it.
        </Alert>
      )}
      {unconcerned.length > 0 && (
        <Text size="xs" c="dimmed">
          Their contract names other prices, so nothing changes for: {unconcerned.join(", ")}
        </Text>
      )}
      <Breakdown report={report} />
    </>
  );
}

const REASONS: Readonly<Record<string, string>> = {
  rate: "prices",
  "band and cap": "bands and limits",
  "window mix": "peak times",
  discount: "discounts",
  credit: "credits",
  rounding: "rounding",
  "never started": "what is no longer charged",
  "not planned": "what is newly charged",
};

function Amount({ label, amount }: { label: string; amount: string }): ReactElement {
  return (
    <div>
      <Text size="xs" c="dimmed">
        {label}
      </Text>
      <Text fw={600}>{amount}</Text>
    </div>
  );
}

/** With its sign; nothing at all is no change. */
function signed(amount: string, currency: string): string {
  if (Number(amount) === 0) return "no change";
  return amount.startsWith("-")
    ? `−${money(amount.slice(1), currency)}`
    : `+${money(amount, currency)}`;
}

function Breakdown({ report }: { readonly report: Report }): ReactElement {
  const { currency } = report;
  const largest = report.largest.map(({ account, environment, node, title, ...shift }) => ({
    id: [account, environment, node, title].join("/"),
    title: [title, node, environment, account].filter((text) => text !== "").join(" · "),
    ...shift,
  }));
  const tabs = [
    { id: "largest", title: "Largest", rows: largest },
    { id: "accounts", title: "Customers", rows: report.accounts },
    { id: "items", title: "Items", rows: report.items },
    { id: "rules", title: "Prices", rows: report.rules },
  ];
  return (
    <Tabs defaultValue="largest" keepMounted={false}>
      <Tabs.List aria-label="Broken down">
        {tabs.map(({ id, title }) => (
          <Tabs.Tab key={id} value={id}>
            {title}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map(({ id, title, rows }) => (
        <Tabs.Panel key={id} value={id}>
          <Shifts title={title} rows={rows} currency={currency} />
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

interface ShiftsProps {
  readonly title: string;
  readonly rows: readonly (Shift & { readonly id: string; readonly title: string })[];
  readonly currency: string;
}

function Shifts({ title, rows, currency }: ShiftsProps): ReactElement {
  if (rows.length === 0)
    return (
      <Text size="xs" c="dimmed" p="sm">
        Nothing changes.
      </Text>
    );
  return (
    <Table verticalSpacing={3} fz="xs" aria-label={title}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>What</Table.Th>
          <Table.Th ta="right">Charged</Table.Th>
          <Table.Th ta="right">By the draft</Table.Th>
          <Table.Th ta="right">Difference</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row) => (
          <Table.Tr key={row.id}>
            <Table.Td>{row.title}</Table.Td>
            <Table.Td className={styles["amount"] ?? ""}>{money(row.before, currency)}</Table.Td>
            <Table.Td className={styles["amount"] ?? ""}>{money(row.after, currency)}</Table.Td>
            <Table.Td className={styles["amount"] ?? ""}>
              {signed(row.difference, currency)}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
