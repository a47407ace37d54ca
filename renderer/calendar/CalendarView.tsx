import { VisuallyHidden } from "@mantine/core";
import { IconCalendarOff } from "@tabler/icons-react";
import { useMemo, type ReactNode } from "react";
import type { Pool } from "../../shared/pool/pool.ts";
import { FaultAlert } from "../ui/FaultAlert.tsx";
import { useLacksRole, useRole } from "../live/role.ts";
import { useLive, useOnline, usePools, type Live } from "../live/state.ts";
import { EmptyState } from "../ui/EmptyState.tsx";
import styles from "./Calendar.module.css";
import { CalendarToolbar } from "./CalendarToolbar.tsx";
import { useCalendar, useShownPool } from "./calendar-state.ts";
import { KeptNote } from "./KeptNote.tsx";
import { MonthView } from "./MonthView.tsx";
import { MovingBar } from "./MovingBar.tsx";
import { shownDays } from "./range.ts";
import { RefusedDialog } from "./RefusedDialog.tsx";
import { ReservationDrawer } from "./ReservationDrawer.tsx";
import { drawnOf, type Drawn } from "./rows.ts";
import { TimelineView } from "./TimelineView.tsx";
import { daysKeyOf, loadDays, showKeptDays, type DaysKey } from "./load.ts";
import { useKept } from "./use-kept.ts";
import { useMostOfDay } from "./use-most-of-day.ts";
import { useLoading } from "../live/use-loading.ts";
import { WaitingView } from "./WaitingView.tsx";
import { WeekView } from "./WeekView.tsx";

const KEYS =
  "Enter shows it. M moves it and E moves its end: the arrows bring it, with Shift in longer steps, Enter applies, Escape leaves it.";

const WAYS =
  "The arrows go from one to the next, in time and from one row or day to another. Home and End go to the first and the last of it, with Control of all.";

/** The pool in time: what is held when, and one's own reservations, which can be moved. */
export function CalendarView(): ReactNode {
  const pools = usePools();
  const online = useOnline();
  const shown = useShownPool();
  const pool = pools.find(({ id }) => id === shown);
  const fault = useCalendar((calendar) => calendar.fault);
  const view = useCalendar((calendar) => calendar.view);
  const mayNotSee = useLacksRole("architect", "lab-admin", "operator");
  return (
    <div className={styles["calendar"]} data-stale={!online || undefined}>
      {!mayNotSee && <CalendarToolbar />}
      <VisuallyHidden id="calendar-keys">{KEYS}</VisuallyHidden>
      <VisuallyHidden id="calendar-ways">{WAYS}</VisuallyHidden>
      {fault !== null && <FaultAlert fault={fault} />}
      {pool !== undefined && <KeptNote pool={pool.id} />}
      {pool === undefined ? (
        <NoCalendar />
      ) : view === "waiting" ? (
        <WaitingView pool={pool} />
      ) : (
        <Times pool={pool} />
      )}
      <MovingBar />
      <ReservationDrawer />
      <RefusedDialog />
    </div>
  );
}

/** Without a lab there is nothing to book. */
function NoCalendar(): ReactNode {
  const online = useOnline();
  const admin = useRole("lab-admin");
  const mayNotSee = useLacksRole("architect", "lab-admin", "operator");
  const [title, words] = mayNotSee
    ? [
        "Not for your role",
        "Architects, lab admins and operators see the calendar. Your environments, with their times and what they cost, are under Environments.",
      ]
    : !online
      ? ["No calendar known yet", "It is shown when the daemon answers."]
      : admin
        ? ["No lab yet", "Add one under Lab; who has it when is then shown here."]
        : ["No lab yet", "A lab admin adds one; who has it when is then shown here."];
  return (
    <EmptyState icon={IconCalendarOff} title={title}>
      {words}
    </EmptyState>
  );
}

const pickTenant = ({ connection }: Live): string | null =>
  connection.status === "online" ? connection.about.tenant.id : null;

function Times({ pool }: { readonly pool: Pool }): ReactNode {
  const view = useCalendar((calendar) => calendar.view);
  const date = useCalendar((calendar) => calendar.date);
  const zone = useCalendar((calendar) => calendar.zone);
  const span = useCalendar((calendar) => calendar.span);
  const days = useMemo(
    () => (view === "waiting" ? [] : shownDays({ view, date, zone, span })),
    [view, date, zone, span],
  );
  if (view === "waiting") return null;
  if (view === "timeline") return <TimelineView days={days} pool={pool} />;
  return <Days pool={pool} view={view} days={days} />;
}

function Days({ pool, view, days }: { readonly pool: Pool } & Omit<DaysKey, "pool">): ReactNode {
  const entries = useCalendar((calendar) => calendar.entries);
  const tenant = useLive(pickTenant);
  const wanted = { pool: pool.id, view, days };
  const key = daysKeyOf(wanted);
  const most = useMostOfDay(view);
  useLoading(`${key} ${most}`, () => {
    void loadDays(wanted, most);
  });
  const told = useCalendar((calendar) => calendar.daysOf);
  useKept({ pool: pool.id, key, told }, (kept) => showKeptDays(wanted, kept));
  const drawn = useMemo(() => drawnOf(entries), [entries]);
  const isOwn = useMemo(
    () =>
      ({ entry }: Drawn): boolean =>
        entry.tenant !== null && (tenant === null || entry.tenant === tenant),
    [tenant],
  );
  const { hosts } = pool.resources;
  const cores = useMemo(() => hosts.reduce((sum, host) => sum + host.cores, 0), [hosts]);
  return view === "week" ? (
    <WeekView drawn={drawn} days={days} cores={cores} isOwn={isOwn} />
  ) : (
    <MonthView drawn={drawn} days={days} isOwn={isOwn} />
  );
}
