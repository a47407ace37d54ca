import { useEffect, useMemo, useState } from "react";
import type { PriceBook } from "../../shared/pricing/engine/book.ts";
import { isMeasured } from "../../shared/pricing/engine/meters.ts";
import { OpenStatement } from "../../shared/pricing/open-statement.ts";
import type { Rated } from "../../shared/pricing/rated.ts";
import type { EnvironmentView } from "../../shared/protocol/environment.ts";
import { useLive } from "./state.ts";

/** Above this many segments the charge is worked out each five seconds instead of each second. */
const MANY_SEGMENTS = 2000;

/** The daemon's time, in milliseconds since the epoch, as this machine knows it. */
export function daemonNow(): number {
  const { connection } = useLive.getState();
  return Math.round(Date.now() + (connection.status === "online" ? connection.skew : 0));
}

/** The daemon's time, renewed every `interval` milliseconds while the component is shown; 0 stands still. */
export function useDaemonNow(interval: number): number {
  const [now, setNow] = useState(daemonNow);
  useEffect(() => {
    if (interval === 0) return undefined;
    const timer = setInterval(() => setNow(daemonNow()), interval);
    return () => clearInterval(timer);
  }, [interval]);
  return now;
}

/**
 * The charge to the second, rated here from the metered segments by the same engine as the daemon's
 * statement, and kept open: what changes costs what it changes. Null until the prices have come.
 */
export function useRunningCharge(view: EnvironmentView | undefined): Rated | null {
  const terms = useLive((live) => (view === undefined ? undefined : live.terms[view.id]));
  const open = view?.usage.some((segment) => segment.end === null) ?? false;
  const now = useDaemonNow(open ? tickOf(view?.usage.length ?? 0) : 0);
  const usage = view?.usage;
  // What it knows of one answer only makes the next one cheaper.
  const opened = useMemo(() => (terms === undefined ? null : new OpenStatement(terms)), [terms]);
  return useMemo(() => {
    if (opened === null || usage === undefined) return null;
    opened.take(usage);
    return opened.rated(now);
  }, [opened, usage, now]);
}

/** Whether a book has prices for what is not seen to run but reported: the running charge is without that. */
export function pricesReports(book: PriceBook | undefined): boolean {
  return (
    book?.rules.some((rule) => {
      const meter = "meter" in rule ? rule.meter : undefined;
      return meter !== undefined && (isMeasured(meter) || Object.hasOwn(book.meters, meter));
    }) ?? false
  );
}

function tickOf(segments: number): number {
  return segments > MANY_SEGMENTS ? 5000 : 1000;
}
