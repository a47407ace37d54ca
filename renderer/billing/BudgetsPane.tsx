import { Button, Group, Progress, Table, Text, Title } from "@mantine/core";
import { IconChartLine, IconPlus } from "@tabler/icons-react";
import { useState, type ReactElement } from "react";
import { Decimal } from "../../shared/base/money.ts";
import type { BudgetState } from "../../shared/billing/budget.ts";
import { sayFault } from "../commands/notify.ts";
import { ask } from "../live/actions.ts";
import { useRole } from "../live/role.ts";
import { BudgetBurnDown } from "../money/BudgetBurnDown.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";
import { localTime } from "../ui/local-time.ts";
import { money } from "../ui/money.ts";
import styles from "./Billing.module.css";
import { loadBilling, useBilling } from "./billing-state.ts";
import { BudgetDialog } from "./BudgetDialog.tsx";

/** Every budget: how far it is, what was told of it, and how it is spent day by day. */
export function BudgetsPane(): ReactElement {
  const budgets = useBilling((state) => state.budgets);
  const may = useRole("customer", "operator");
  const [editing, setEditing] = useState<BudgetState["budget"] | "new" | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const shown = budgets.find(({ budget }) => budget.id === chosen) ?? budgets[0];
  return (
    <section className={styles["pane"]} aria-label="Budgets">
      <Group justify="space-between">
        <Title order={2} size="h4">
          Budgets
        </Title>
        {may && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => setEditing("new")}
          >
            New budget…
          </Button>
        )}
      </Group>
      {shown === undefined ? (
        <EmptyState icon={IconChartLine} title="No budget is set">
          Set one to be told before too much is spent.
        </EmptyState>
      ) : (
        <>
          <BudgetTable
            budgets={budgets}
            shown={shown}
            onShow={setChosen}
            onEdit={may ? setEditing : null}
          />
          <Notices state={shown} />
          <div className={styles["chart"]}>
            <BudgetBurnDown key={shown.budget.id} state={shown} />
          </div>
        </>
      )}
      <BudgetDialog
        budget={editing === "new" ? null : editing}
        open={editing !== null}
        onClose={() => setEditing(null)}
      />
    </section>
  );
}

const HEADS = ["Budget", "Period", "Amount", "Used", "Outlook", "Projected", "Used in percent"];

function BudgetTable(props: {
  readonly budgets: readonly BudgetState[];
  readonly shown: BudgetState;
  readonly onShow: (id: string) => void;
  readonly onEdit: ((budget: BudgetState["budget"]) => void) | null;
}): ReactElement {
  const { budgets, shown, onShow, onEdit } = props;
  return (
    <Table fz="sm" verticalSpacing={4} aria-label="Budgets">
      <Table.Thead>
        <Table.Tr>
          {HEADS.map((head) => (
            <Table.Th key={head}>{head}</Table.Th>
          ))}
          {onEdit !== null && <Table.Td />}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {budgets.map((state) => {
          const { budget, currency, period } = state;
          const amount = (text: string): string => money(text, currency);
          return (
            <Table.Tr key={budget.id} aria-current={state === shown ? "true" : undefined}>
              <Table.Td>
                <Button
                  size="compact-sm"
                  variant="subtle"
                  className={styles["named"] ?? ""}
                  onClick={() => onShow(budget.id)}
                >
                  {budget.name}
                </Button>
              </Table.Td>
              <Table.Td className={styles["unbroken"] ?? ""}>{period.label}</Table.Td>
              <Table.Td>{amount(budget.amount)}</Table.Td>
              <Table.Td>{amount(state.actual)}</Table.Td>
              <Table.Td>{amount(state.outlook)}</Table.Td>
              <Table.Td>{amount(state.projection)}</Table.Td>
              <Table.Td>
                <Used state={state} />
              </Table.Td>
              {onEdit !== null && (
                <Table.Td>
                  <Group gap={4} wrap="nowrap">
                    <Button size="compact-xs" variant="default" onClick={() => onEdit(budget)}>
                      Change…
                    </Button>
                    <Button
                      size="compact-xs"
                      variant="default"
                      aria-label={`Remove ${budget.name}`}
                      onClick={() => void remove(budget.id)}
                    >
                      Remove
                    </Button>
                  </Group>
                </Table.Td>
              )}
            </Table.Tr>
          );
        })}
      </Table.Tbody>
    </Table>
  );
}

async function remove(id: string): Promise<void> {
  const gone = await ask((client) => client.budgets.remove({ id }));
  if (!gone.ok) sayFault(gone.error);
  await loadBilling();
}

function Used({ state }: { readonly state: BudgetState }): ReactElement {
  const { budget, actual } = state;
  const percent = new Decimal(actual).times(100).dividedBy(budget.amount).toFixed(0);
  const color = Number(percent) >= 100 ? "red" : Number(percent) >= 80 ? "yellow" : "green";
  return (
    <Group gap={6} wrap="nowrap">
      <Progress
        w={80}
        color={color}
        value={Math.min(100, Number(percent))}
        aria-label={`${budget.name}, used`}
      />
      <Text size="xs" className={styles["unbroken"] ?? ""}>
        {percent} %
      </Text>
    </Group>
  );
}

const BASIS_WORDS = {
  actual: "used",
  outlook: "outlook",
  projection: "projected",
} as const satisfies Record<BudgetState["alerts"][number]["on"], string>;

function Notices({ state }: { readonly state: BudgetState }): ReactElement {
  const { alerts, stopAt, budget } = state;
  return (
    <div>
      {alerts.length === 0 && (
        <Text size="sm" c="dimmed">
          {budget.name}: no threshold is reached in {state.period.label}.
        </Text>
      )}
      {alerts.map(({ on, percent, at }) => (
        <Text key={`${on} ${percent}`} size="sm">
          {localTime(at)}: {percent} % reached ({BASIS_WORDS[on]})
        </Text>
      ))}
      {stopAt !== null && (
        <Text size="sm" c="var(--bad)" role="status">
          What it is for is stopped at {localTime(stopAt)}, unless the amount is raised.
        </Text>
      )}
    </div>
  );
}
