import { Button, Group, Table, Text, Title } from "@mantine/core";
import { IconUserPlus, IconUsers } from "@tabler/icons-react";
import { useState, type ReactElement } from "react";
import type { CustomerContract } from "../../../shared/billing/customer-contract.ts";
import { FaultAlert } from "../../ui/FaultAlert.tsx";
import { useLive } from "../../live/state.ts";
import { useRole } from "../../live/role.ts";
import { useDaemonNow } from "../../live/running-charge.ts";
import { useLoading } from "../../live/use-loading.ts";
import { useReference } from "../../store/reference.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import styles from "../Billing.module.css";
import { dayIn, lastDayIn } from "../../../shared/billing/bill-days.ts";
import { calendarDay } from "../words.ts";
import { feeWord, isOver, paymentWord, sharedWord } from "./contract-words.ts";
import { CustomerDialog } from "./CustomerDialog.tsx";
import { loadCustomers, useContractsTitle, useCustomers } from "./customers-state.ts";
import { EndDialog } from "./EndDialog.tsx";
import { OwnTerms } from "./OwnTerms.tsx";
import { IssueDialog } from "./IssueDialog.tsx";

type Doing =
  | { readonly what: "sign-up" }
  | { readonly what: "bill" | "change" | "end"; readonly contract: CustomerContract };

/** Who has a contract, and what it says: all customers for whoever runs the lab, else one's own. */
export function CustomersPane(): ReactElement {
  const operator = useRole("operator");
  const { contracts, fault } = useCustomers();
  const [doing, setDoing] = useState<Doing | null>(null);
  useLoading(`contracts ${operator}`, () => void loadCustomers());
  const title = useContractsTitle();
  const tenant = useLive(({ connection }) =>
    connection.status === "online" ? connection.about.tenant.id : null,
  );
  // With no network there is one's own alone.
  const own = contracts?.find((one) =>
    tenant === null ? contracts.length === 1 : one.tenant === tenant,
  );
  return (
    <section className={styles["pane"]} aria-label={title}>
      <Group justify="space-between">
        <Title order={2} size="h4">
          {title}
        </Title>
        {operator && <SignUpButton onClick={() => setDoing({ what: "sign-up" })} />}
      </Group>
      {fault !== null && <FaultAlert fault={fault} />}
      {contracts?.length === 0 && <Nobody />}
      {contracts !== null && contracts.length > 0 && (
        <ContractTable contracts={contracts} onDo={setDoing} />
      )}
      {own !== undefined && <OwnTerms contract={own} />}
      <Dialogs doing={doing} onClose={() => setDoing(null)} />
    </section>
  );
}

function SignUpButton({ onClick }: { readonly onClick: () => void }): ReactElement {
  return (
    <Button
      size="xs"
      variant="default"
      leftSection={<IconUserPlus size={14} aria-hidden />}
      onClick={onClick}
    >
      New customer…
    </Button>
  );
}

function Nobody(): ReactElement {
  const operator = useRole("operator");
  return (
    <EmptyState icon={IconUsers} title={operator ? "No customers yet" : "No contract yet"}>
      {operator
        ? "Sign one up with “New customer…”: bills are made by its contract."
        : "Ask whoever runs the lab to sign you up; until then nothing is billed."}
    </EmptyState>
  );
}

const HEADS = ["Customer", "Contract", "From", "To", "Months", "Base fee", "Payment"];

function ContractTable(props: {
  readonly contracts: readonly CustomerContract[];
  readonly onDo: (doing: Doing) => void;
}): ReactElement {
  return (
    <Table fz="sm" verticalSpacing={4} aria-label="Contracts">
      <Table.Thead>
        <Table.Tr>
          {HEADS.map((head) => (
            <Table.Th key={head}>{head}</Table.Th>
          ))}
          <Table.Td />
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {props.contracts.map((contract) => (
          <ContractRow key={contract.tenant} record={contract} onDo={props.onDo} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

interface RowProps {
  readonly record: CustomerContract;
  readonly onDo: (doing: Doing) => void;
}

function ContractRow(props: RowProps): ReactElement {
  const { record, onDo } = props;
  const { tenant, customer, contract, revision } = record;
  const { start, end, billingZone, anchorDay, currency } = contract;
  const ofBook = useReference(({ terms }) => terms.book.currency);
  return (
    <Table.Tr>
      <Table.Td>
        {customer.name}
        <Text size="xs" c="var(--ink-soft)">
          {tenant} · {customer.email}
        </Text>
      </Table.Td>
      <Table.Td>
        {contract.id}, revision {revision}
      </Table.Td>
      <Table.Td>{calendarDay(dayIn(start, billingZone))}</Table.Td>
      <Table.Td>
        {end === undefined ? "goes on" : calendarDay(lastDayIn(end, billingZone))}
      </Table.Td>
      <Table.Td>
        from day {anchorDay}
        <Text size="xs" c="var(--ink-soft)">
          {[billingZone, currency].filter((text) => text !== undefined).join(" · ")}
        </Text>
      </Table.Td>
      <Table.Td>{feeWord(record, ofBook)}</Table.Td>
      <Table.Td>
        {paymentWord(record)}
        <Text size="xs" c="var(--ink-soft)">
          {sharedWord(record)}
        </Text>
      </Table.Td>
      <Table.Td>
        <Actions record={record} onDo={onDo} />
      </Table.Td>
    </Table.Tr>
  );
}

function Actions(props: RowProps): ReactElement | null {
  const { record, onDo } = props;
  const operator = useRole("operator");
  const may = useRole("customer", "operator");
  const over = isOver(record, useDaemonNow(60_000));
  const { name } = record.customer;
  // The last bill comes by itself; what runs on after it is nobody's to bill.
  if (over || !may) return null;
  return (
    <Group gap={4} wrap="nowrap">
      {operator && (
        <Button
          size="compact-xs"
          variant="default"
          aria-label={`Bill now: ${name}`}
          onClick={() => onDo({ what: "bill", contract: record })}
        >
          Bill now…
        </Button>
      )}
      <Changing {...props} />
    </Group>
  );
}

function Changing({ record, onDo }: RowProps): ReactElement {
  const operator = useRole("operator");
  const { name } = record.customer;
  return (
    <>
      {operator && (
        <Button
          size="compact-xs"
          variant="default"
          aria-label={`Change ${name}`}
          onClick={() => onDo({ what: "change", contract: record })}
        >
          Change…
        </Button>
      )}
      <Button
        size="compact-xs"
        variant="default"
        aria-label={`End the contract of ${name}`}
        onClick={() => onDo({ what: "end", contract: record })}
      >
        End…
      </Button>
    </>
  );
}

function Dialogs(props: {
  readonly doing: Doing | null;
  readonly onClose: () => void;
}): ReactElement | null {
  const { doing, onClose } = props;
  if (doing === null) return null;
  if (doing.what === "sign-up") return <CustomerDialog contract={null} onClose={onClose} />;
  if (doing.what === "change")
    return <CustomerDialog contract={doing.contract} onClose={onClose} />;
  if (doing.what === "bill") return <IssueDialog contract={doing.contract} onClose={onClose} />;
  return <EndDialog contract={doing.contract} onClose={onClose} />;
}
