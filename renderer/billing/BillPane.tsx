import { Button, Group, Table, Text, Title } from "@mantine/core";
import { IconCash, IconFileX, IconReceiptRefund } from "@tabler/icons-react";
import { useMemo, type ReactElement } from "react";
import { Decimal } from "../../shared/base/money.ts";
import { dayIn } from "../../shared/billing/bill-days.ts";
import { billTitle } from "../../shared/billing/bill-text.ts";
import { summaryOf, type Bill } from "../../shared/billing/bill.ts";
import { documentOfBill } from "../../shared/exports/of-bill.ts";
import { MoneyReview } from "../money/MoneyReview.tsx";
import { namesFrom } from "../money/names.ts";
import { useDaemonNow } from "../live/running-charge.ts";
import { useLive } from "../live/state.ts";
import { useLacksRole, useRole } from "../live/role.ts";
import { ExportMenu } from "../statements/ExportMenu.tsx";
import { NotesButton } from "../statements/NotesButton.tsx";
import type { Notable } from "../statements/NotesDialog.tsx";
import { useSigners } from "../statements/signers.ts";
import { catalogue } from "../store/reference.ts";
import { money } from "../ui/money.ts";
import { askForPayment, askForVoiding } from "./bill-dialogs.tsx";
import styles from "./Billing.module.css";
import { askForCredit } from "./credit-dialog.tsx";
import { calendarDay, daysOf, standing } from "./words.ts";

/** One bill: whose, what it comes to, its lines, and when they are paid. */
export function BillPane({ bill }: { readonly bill: Bill }): ReactElement {
  const { lines, currency } = bill;
  const summaries = useLive((live) => live.summaries);
  const names = useMemo(() => {
    const environments = Object.fromEntries(
      Object.values(summaries).map(({ id, name }) => [id, name]),
    );
    return namesFrom({ catalogue: catalogue(), environments, told: bill.names });
  }, [summaries, bill.names]);
  return (
    <section className={styles["pane"]} aria-label={billTitle(bill)}>
      <Head bill={bill} />
      <div className={styles["lines"]}>
        {lines.length === 0 ? (
          <Text size="sm" c="dimmed">
            Nothing was used in this period.
          </Text>
        ) : (
          <MoneyReview label="Lines" {...{ lines, currency, names, inputs: null }} />
        )}
      </div>
      <Payments bill={bill} />
    </section>
  );
}

function Head({ bill }: { readonly bill: Bill }): ReactElement {
  const { customer, reason, currency, totals, due, book, issuedAt } = bill;
  const on = (at: string): string => calendarDay(dayIn(at, bill.zone));
  const { address } = customer;
  const summary = summaryOf(bill);
  const word = standing(summary, useDaemonNow(60_000));
  const open = new Decimal(summary.open);
  const sums = [
    ["Net", totals.net],
    ...totals.taxes.map(({ id, percent, amount }) => [`${id} ${percent} %`, amount] as const),
    ["Total", totals.gross],
    open.isNegative()
      ? (["Owed back", open.negated().toFixed()] as const)
      : (["To be paid", summary.open] as const),
  ] as const;
  return (
    <header className={styles["head"]}>
      <div>
        <Title order={2} size="h4">
          {billTitle(bill)}
        </Title>
        <Text size="sm">
          {customer.name}, {address.street}, {address.country} {address.postalCode} {address.city}
        </Text>
        <Text size="xs" c="dimmed">
          {daysOf(bill)} · issued {on(issuedAt ?? due)} · due {on(due)} · {word} · price book{" "}
          {book.id}, revision {book.revision}
        </Text>
        {reason !== "" && <Text size="sm">{reason}</Text>}
        <Actions bill={bill} />
      </div>
      <dl className={styles["sums"]}>
        {sums.map(([title, amount]) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{money(amount, currency)}</dd>
          </div>
        ))}
        {totals.parties.map(({ party, amount }) => (
          <div key={party}>
            <dt>{party} pays</dt>
            <dd>{money(amount, currency)}</dd>
          </div>
        ))}
      </dl>
    </header>
  );
}

function Actions({ bill }: { readonly bill: Bill }): ReactElement {
  const operator = useRole("operator");
  // With no network they are kept, and the lab says whether it takes them.
  const others = useLacksRole("customer");
  const lab = useSigners((signers) => signers.lab);
  return (
    <Group gap="xs" mt="xs">
      {!others && <NotesButton document={bill} notable={notableOf} lab={lab.fingerprint} />}
      <ExportMenu
        document={() => documentOfBill(bill, lab.name, environmentName)}
        name={billTitle(bill)}
      />
      {operator && bill.status === "issued" && <Settling bill={bill} />}
    </Group>
  );
}

function environmentName(id: string): string {
  return useLive.getState().summaries[id]?.name ?? id;
}

/** Each line by its own id: of one charge there may be several. */
function notableOf(bill: Bill): Notable {
  const lines = bill.lines.map((line) => ({ ...line, key: line.id }));
  return { id: bill.number, title: billTitle(bill), currency: bill.currency, lines };
}

/** What whoever runs the lab does with an issued bill. */
function Settling({ bill }: { readonly bill: Bill }): ReactElement {
  const isOpen = standing(summaryOf(bill), 0) !== "settled";
  return (
    <>
      <Button
        size="xs"
        variant="default"
        disabled={!isOpen}
        leftSection={<IconCash size={14} aria-hidden />}
        onClick={() => askForPayment(bill)}
      >
        Mark as paid…
      </Button>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconFileX size={14} aria-hidden />}
        onClick={() => askForVoiding(bill)}
      >
        Make void…
      </Button>
      {new Decimal(bill.totals.net).greaterThan(0) && (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconReceiptRefund size={14} aria-hidden />}
          onClick={() => askForCredit(bill)}
        >
          Credit a part…
        </Button>
      )}
    </>
  );
}

function Payments({ bill }: { readonly bill: Bill }): ReactElement | null {
  const { schedule, payments, currency } = bill;
  if (schedule.length + payments.length === 0) return null;
  const rows = [
    ...schedule.map(({ at, state, scheme, explain, amount }) => ({
      at,
      what: state === "paid" ? "Paid from a deposit" : "Due",
      by: [scheme, explain].filter((text) => text !== "").join(", "),
      amount,
    })),
    ...payments.map(({ at, provider, reference, amount }) => ({
      at,
      what: "Paid",
      by: [provider, reference].filter((text) => text !== "").join(", "),
      amount,
    })),
  ];
  return (
    <div className={styles["payments"]}>
      <Table fz="xs" verticalSpacing={3} aria-label="Payments">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Day</Table.Th>
            <Table.Th>What</Table.Th>
            <Table.Th>By</Table.Th>
            <Table.Th ta="right">Amount</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row, at) => (
            // oxlint-disable-next-line react/no-array-index-key -- rows of a bill never change places
            <Table.Tr key={at}>
              <Table.Td>{calendarDay(dayIn(row.at, bill.zone))}</Table.Td>
              <Table.Td>{row.what}</Table.Td>
              <Table.Td>{row.by}</Table.Td>
              <Table.Td ta="right">{money(row.amount, currency)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
