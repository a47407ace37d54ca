import { Button, Group, Progress, Text, Tooltip } from "@mantine/core";
import { IconArrowsExchange, IconChecks, IconPlayerStop } from "@tabler/icons-react";
import { useMemo, type ReactNode } from "react";
import type { EnvironmentView } from "../../shared/protocol/environment.ts";
import { unseenOf } from "../../shared/protocol/unseen.ts";
import type { Rated } from "../../shared/pricing/rated.ts";
import { unroundedGross } from "../../shared/pricing/with-taxes.ts";
import { clockTime } from "../ui/local-time.ts";
import { growingMoney, money } from "../ui/money.ts";
import { openApplyDialog, openMoveDialog } from "./apply.ts";
import { useTotalCharge } from "./charges.ts";
import { confirmRelease } from "./confirm-release.tsx";
import { useLacksRole, useMaySend } from "./role.ts";
import { OutOfUseNote } from "./OutOfUseNote.tsx";
import { onThings, outOfUse } from "./out-of-use.ts";
import { pendingChanges } from "./pending-changes.ts";
import { pricesReports, useDaemonNow, useRunningCharge } from "./running-charge.ts";
import styles from "./EnvironmentBar.module.css";
import { EnvironmentBadge } from "./StateBadge.tsx";
import { timeLeft } from "./time-left.ts";
import { useEnvironmentView, useOnline, useStaleSince, useLive } from "./state.ts";
import { useActiveDocument } from "../store/selectors.ts";

/** Above the canvas of a running environment: state, progress, time left, the charge as it grows, release. */
export function EnvironmentBar({ environment }: { readonly environment: string }): ReactNode {
  const view = useEnvironmentView(environment);
  if (view === undefined) return null;
  return <LoadedBar view={view} />;
}

function LoadedBar({ view }: { readonly view: EnvironmentView }): ReactNode {
  const online = useOnline();
  const stale = useStaleSince();
  const { running, total } = view.instances;
  const progress = view.status.reduce((sum, one) => sum + one.progress, 0);
  const over = view.state === "released" || view.state === "releasing";
  const mayRelease = !useLacksRole("architect", "operator");
  return (
    <section aria-label="Environment" className={styles["bar"]}>
      <Group px="md" py={6} gap="4px var(--mantine-spacing-md)" opacity={online ? 1 : 0.6}>
        <EnvironmentBadge environment={view} />
        <Text size="sm" fw={600} truncate className={styles["name"] ?? ""} title={view.name}>
          {view.name}
        </Text>
        <Text
          size="sm"
          c="dimmed"
          style={{ whiteSpace: "nowrap" }}
          title={`${running} of ${total} machines are running`}
        >
          {running} of {total}
          <span className={styles["spare"]}>{total === 1 ? " machine" : " machines"} running</span>
        </Text>
        {stale === null ? (
          <UnseenSince view={view} />
        ) : (
          <Text size="sm" fw={600} role="status" style={{ whiteSpace: "nowrap" }}>
            As of {stale}
          </Text>
        )}
        {view.state === "provisioning" && (
          <Progress
            value={view.status.length === 0 ? 0 : (100 * progress) / view.status.length}
            w={120}
            aria-label="Provisioning progress"
          />
        )}
        <TimeLeft view={view} />
        {!over && <OutOfUse view={view} />}
        <Group ml="auto" gap="md" wrap="nowrap">
          <TickingCharge view={view} />
          {!over && <PendingChanges environment={view.id} />}
          {mayRelease && (
            <Button
              size="xs"
              color="red"
              variant="light"
              leftSection={<IconPlayerStop size={14} aria-hidden />}
              disabled={over || !online}
              onClick={() => confirmRelease(view)}
            >
              Release
            </Button>
          )}
        </Group>
      </Group>
    </section>
  );
}

/** The lab does not answer: nobody knows more than what was seen then. */
function UnseenSince({ view }: { readonly view: EnvironmentView }): ReactNode {
  const unseen = unseenOf(view);
  if (unseen === null) return null;
  return (
    <Tooltip label={`${unseen.why} Labwright goes on by itself when it answers.`}>
      <Text size="sm" fw={600} role="status" style={{ whiteSpace: "nowrap" }}>
        Lab not seen since {clockTime(Date.parse(unseen.since))}
      </Text>
    </Tooltip>
  );
}

/** How far the drawing is from what runs; nothing while it is the same. */
function PendingChanges({ environment }: { readonly environment: string }): ReactNode {
  const online = useOnline();
  const mayApply = useMaySend();
  const document = useActiveDocument();
  const { design, saved } = document ?? { design: null, saved: null };
  const changes = useMemo(
    () => (design === null || saved === null ? 0 : pendingChanges(saved, design)),
    [design, saved],
  );
  if (document?.environment !== environment || changes === 0 || !mayApply) return null;
  return (
    <Button
      size="xs"
      leftSection={<IconChecks size={14} aria-hidden />}
      disabled={!online}
      onClick={openApplyDialog}
    >
      {changes === 1 ? "1 change" : `${changes} changes`}
      <span className={styles["spare"]}>&nbsp;not applied</span>
    </Button>
  );
}

/** What of its hosts a lab admin takes out of use, for as long as that holds. */
function OutOfUse({ view }: { readonly view: EnvironmentView }): ReactNode {
  const pool = useLive(({ pools }) => pools.find(({ id }) => id === view.pool));
  const now = useDaemonNow(60_000);
  if (pool === undefined) return null;
  const all = outOfUse(onThings(view), pool, now);
  return (
    <>
      <OutOfUseNote all={all} size="sm" role="status" />
      {all.some(({ canMove }) => canMove) && <Move environment={view.id} />}
    </>
  );
}

/** To other hosts, after a look at what that makes anew; where something else is to be applied, that does it too. */
function Move({ environment }: { readonly environment: string }): ReactNode {
  const online = useOnline();
  const mayApply = useMaySend();
  if (useActiveDocument()?.environment !== environment || !mayApply) return null;
  return (
    <Button
      size="xs"
      variant="default"
      leftSection={<IconArrowsExchange size={14} aria-hidden />}
      disabled={!online}
      onClick={openMoveDialog}
    >
      Move…
    </Button>
  );
}

function TimeLeft({ view }: { readonly view: EnvironmentView }): ReactNode {
  const now = useDaemonNow(1000);
  if (view.state === "released" || view.state === "releasing") return null;
  const { words, until, isLast } = timeLeft(view, now);
  return (
    <Tooltip label={until}>
      <Text
        size="sm"
        fw={isLast ? 600 : 400}
        c={isLast ? "var(--warning)" : "dimmed"}
        style={{ whiteSpace: "nowrap" }}
      >
        {words}
      </Text>
    </Tooltip>
  );
}

function TickingCharge({ view }: { readonly view: EnvironmentView }): ReactNode {
  const over = view.state === "released";
  const told = useTotalCharge(view.id);
  // Rated here only where the daemon does not say.
  const rated = useRunningCharge(told === null || over ? view : undefined);
  const currency = useLive((live) => live.terms[view.id]?.book.currency);
  const hasReports = useLive((live) => pricesReports(live.terms[view.id]?.book));
  const words = over ? rated && money(rated.totals.gross, rated.currency) : (told ?? soFar(rated));
  if (words === null || currency === undefined) return null;
  const projected = `Projected for the whole window: ${money(view.quoteTotal, currency)}`;
  return (
    <Tooltip label={hasReports && told === null ? `${projected}. ${WITHOUT_REPORTS}` : projected}>
      <Text
        size="sm"
        fw={600}
        data-testid="running-charge"
        style={{ whiteSpace: "nowrap", fontVariantNumeric: "tabular-nums" }}
      >
        {words}
        {!over && <span className={styles["spare"]}> so far</span>}
      </Text>
    </Tooltip>
  );
}

const WITHOUT_REPORTS =
  "What meters report besides, such as processor time, is not in this sum yet";

/** Before rounding, so that even a small lab is seen to tick. */
function soFar(rated: Rated | null): string | null {
  return rated && growingMoney(unroundedGross(rated), rated.currency);
}
