import { Badge, NavLink, Text, Title } from "@mantine/core";
import { IconFileInvoice } from "@tabler/icons-react";
import type { ReactElement } from "react";
import type { BillSummary } from "../../shared/billing/bill.ts";
import { FaultAlert } from "../ui/FaultAlert.tsx";
import { StaleNote } from "../live/StaleNote.tsx";
import { useLacksRole, useRole } from "../live/role.ts";
import { useDaemonNow } from "../live/running-charge.ts";
import { useOnline } from "../live/state.ts";
import { useLoading } from "../live/use-loading.ts";
import { EmptyState } from "../ui/EmptyState.tsx";
import { money } from "../ui/money.ts";
import { BillPane } from "./BillPane.tsx";
import styles from "./Billing.module.css";
import { loadBilling, openBill, useBilling } from "./billing-state.ts";
import { BudgetsPane } from "./BudgetsPane.tsx";
import { CustomersPane } from "./customers/CustomersPane.tsx";
import { DisputesPane } from "./disputes/DisputesPane.tsx";
import { PlaceLinks } from "./PlaceLinks.tsx";
import { ReportsPane } from "./reports/ReportsPane.tsx";
import { isPlace, type Place } from "./places.ts";
import { useNewsOfMoney } from "./use-news-of-money.ts";
import { dayIn } from "../../shared/billing/bill-days.ts";
import { calendarDay, kindWord, standing, STANDING_COLORS } from "./words.ts";

const MINUTE = 60_000;

/** What was charged and paid, and how far budgets are: a customer's own, or everybody's for whoever runs the lab. */
export function BillsView(): ReactElement {
  const news = useNewsOfMoney();
  const may = useRole("customer", "operator", "architect");
  const { bills } = useBilling();
  // By itself now and then, and at once when something was billed, paid or spent.
  useLoading(may ? `bills ${news}` : null, () => void loadBilling());
  return (
    <div className={styles["view"]}>
      <StaleNote className={styles["stale"] ?? ""} />
      <div className={styles["work"]}>
        <nav className={styles["list"]} aria-label="Bills and budgets">
          <PlaceLinks />
          <Title order={3} size="xs" mt="md" mb={4}>
            Bills
          </Title>
          {(bills ?? []).map((bill) => (
            <BillLink key={bill.number} bill={bill} />
          ))}
          {bills?.length === 0 && (
            <Text size="xs" c="dimmed">
              None yet: the first one comes when a month of the contract is over.
            </Text>
          )}
        </nav>
        <Main />
      </div>
    </div>
  );
}

function BillLink({ bill }: { readonly bill: BillSummary }): ReactElement {
  const shown = useBilling((state) => state.shown);
  const operator = useRole("operator");
  const word = standing(bill, useDaemonNow(MINUTE));
  return (
    <NavLink
      component="button"
      className={styles["link"] ?? ""}
      label={
        <span className={styles["number"]}>
          {bill.number}
          <span>{money(bill.gross, bill.currency)}</span>
        </span>
      }
      description={
        <span className={styles["number"]}>
          <span>
            {kindWord(bill)} {bill.period.label}
            {operator && ` · ${bill.name}`}
            {word === "open" && ` · due ${calendarDay(dayIn(bill.due, bill.zone))}`}
          </span>
          <Badge
            size="xs"
            variant="light"
            className={styles["word"] ?? ""}
            color={STANDING_COLORS[word]}
          >
            {word}
          </Badge>
        </span>
      }
      active={shown === bill.number}
      onClick={() => void openBill(bill.number)}
    />
  );
}

function Main(): ReactElement {
  const { shown, opened, fault, bills } = useBilling();
  const operator = useRole("operator");
  const mayNotSee = useLacksRole("customer", "operator");
  if (mayNotSee)
    return (
      <EmptyState icon={IconFileInvoice} title="Not for your role">
        Customers and operators see bills.
      </EmptyState>
    );
  if (shown !== null && isPlace(shown)) return <PlacePane place={shown} />;
  const bill = shown === null ? undefined : opened[shown];
  if (bill !== undefined) return <BillPane key={bill.number} bill={bill} />;
  if (fault !== null)
    return (
      <div className={styles["pane"]}>
        <FaultAlert fault={fault} />
      </div>
    );
  if (bills === null) return <Unknown />;
  return (
    <EmptyState
      icon={IconFileInvoice}
      title={bills.length === 0 ? "No bills yet" : "No bill is shown"}
    >
      {bills.length === 0
        ? `Bills come at the end of each month of a contract.${operator ? " Sign somebody up under Customers." : ""}`
        : "Choose one on the left."}
    </EmptyState>
  );
}

/** Before the lab has said what there is. */
function Unknown(): ReactElement {
  return useOnline() ? (
    <EmptyState icon={IconFileInvoice} title="Asking for bills…">
      The lab is looking them up.
    </EmptyState>
  ) : (
    <EmptyState icon={IconFileInvoice} title="No bill is on this computer">
      Bills are kept here as soon as the lab has answered once.
    </EmptyState>
  );
}

const PANES = {
  budgets: BudgetsPane,
  customers: CustomersPane,
  disputes: DisputesPane,
  reports: ReportsPane,
} as const satisfies Record<Place, () => ReactElement>;

function PlacePane({ place }: { readonly place: Place }): ReactElement {
  const Pane = PANES[place];
  return <Pane />;
}
