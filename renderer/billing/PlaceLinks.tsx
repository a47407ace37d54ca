import { NavLink } from "@mantine/core";
import {
  IconChartLine,
  IconMessageQuestion,
  IconReportAnalytics,
  IconUsers,
  type Icon,
} from "@tabler/icons-react";
import type { ReactElement } from "react";
import { useRole } from "../live/role.ts";
import { useLoading } from "../live/use-loading.ts";
import { showPlace, useBilling } from "./billing-state.ts";
import styles from "./Billing.module.css";
import { waitingWord } from "./disputes/dispute-words.ts";
import { loadDisputes, useDisputes } from "./disputes/disputes-state.ts";
import type { Place } from "./places.ts";

/** The ways to what is not a bill, as far as it is anything of the reader's. */
export function PlaceLinks(): ReactElement {
  const operator = useRole("operator");
  const reader = useRole("customer", "operator");
  return (
    <>
      <BudgetsLink />
      {reader && (
        <PlaceLink
          place="customers"
          label={operator ? "Customers" : "Contract"}
          picture={IconUsers}
        />
      )}
      {reader && <DisputesLink />}
      {reader && <PlaceLink place="reports" label="Reports" picture={IconReportAnalytics} />}
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
  const disputes = useDisputes((state) => state.disputes);
  useLoading(`disputes ${operator}`, () => void loadDisputes());
  return (
    <PlaceLink
      place="disputes"
      label="Disputes"
      description={disputes === null ? "" : waitingWord(disputes, operator)}
      picture={IconMessageQuestion}
    />
  );
}
