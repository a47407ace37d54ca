import { NavLink } from "@mantine/core";
import {
  IconChartLine,
  IconMessageQuestion,
  IconReportAnalytics,
  IconUsers,
  type Icon,
} from "@tabler/icons-react";
import type { ReactElement } from "react";
import { useLacksRole, useRole } from "../live/role.ts";
import { useOnline } from "../live/state.ts";
import { useLoading } from "../live/use-loading.ts";
import { useNotes } from "../statements/notes.ts";
import { showPlace, useBilling } from "./billing-state.ts";
import styles from "./Billing.module.css";
import { useContractsTitle, useCustomers } from "./customers/customers-state.ts";
import { waitingWord } from "./disputes/dispute-words.ts";
import { loadDisputes, useSaid } from "./disputes/disputes-state.ts";
import type { Place } from "./places.ts";
import { useReports } from "./reports/reports-state.ts";
import { useNewsOfMoney } from "./use-news-of-money.ts";

/** The ways to what is not a bill, as far as it is anything of the reader's; with no network, to what is kept. */
export function PlaceLinks(): ReactElement {
  const reader = useRole("customer", "operator");
  const others = useLacksRole("customer", "operator");
  const contracts = useCustomers((state) => state.contracts);
  const asked = useReports((state) => state.schedules !== null);
  const isOnline = useOnline();
  return (
    <>
      <BudgetsLink />
      {(reader || (!isOnline && contracts !== null)) && <ContractsLink />}
      {!others && <DisputesLink />}
      {(reader || (!isOnline && asked)) && (
        <PlaceLink place="reports" label="Reports" picture={IconReportAnalytics} />
      )}
    </>
  );
}

interface LinkProps {
  readonly place: Place;
  readonly label: string;
  readonly description?: string;
  readonly picture: Icon;
}

function PlaceLink({ place, label, description, picture: Picture }: LinkProps): ReactElement {
  const shown = useBilling((state) => state.shown);
  return (
    <NavLink
      component="button"
      className={styles["link"] ?? ""}
      label={label}
      description={description}
      leftSection={<Picture size={14} aria-hidden />}
      active={shown === place}
      onClick={() => showPlace(place)}
    />
  );
}

function ContractsLink(): ReactElement {
  const label = useContractsTitle();
  return <PlaceLink place="customers" label={label} picture={IconUsers} />;
}

function BudgetsLink(): ReactElement {
  const budgets = useBilling((state) => state.budgets);
  const told = budgets.filter(({ alerts }) => alerts.length > 0).length;
  const description =
    told === 0 ? `${budgets.length} in all` : `${told} of ${budgets.length} reached`;
  return (
    <PlaceLink place="budgets" label="Budgets" description={description} picture={IconChartLine} />
  );
}

function DisputesLink(): ReactElement {
  const operator = useRole("operator");
  const disputes = useSaid();
  const unheard = useNotes(({ pending }) => pending.length);
  const news = useNewsOfMoney();
  useLoading(`disputes ${operator} ${news}`, () => void loadDisputes());
  return (
    <PlaceLink
      place="disputes"
      label="Disputes"
      description={unheard > 0 ? `${unheard} not sent yet` : waitingWord(disputes ?? [], operator)}
      picture={IconMessageQuestion}
    />
  );
}
