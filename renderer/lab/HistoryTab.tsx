import { Button, Group, Loader, Text } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { useMemo, useState, type ReactElement } from "react";
import type { Result } from "../../shared/base/result.ts";
import type { PoolChange } from "../../shared/pool/change.ts";
import { sayFault } from "../commands/notify.ts";
import { ask } from "../live/actions.ts";
import { AnswerFault } from "./AnswerFault.tsx";
import { useStaleSince } from "../live/state.ts";
import { EmptyState } from "../ui/EmptyState.tsx";
import { localTime } from "../ui/local-time.ts";
import { changeWords } from "./change-words.ts";
import { decisionTitle } from "./decisions.ts";
import { DecisionThings, EachButton } from "./DecisionThings.tsx";
import { historyLines, wholePage, type HistoryLine } from "./history-lines.ts";
import styles from "./Lab.module.css";
import type { TabProps } from "./LabView.tsx";
import { useAnswer, useMayRead, usePersonName } from "./use-lab.ts";

const PAGE = 50;

/** Who changed what of the lab, newest first. */
export function HistoryTab({ pool }: TabProps): ReactElement {
  const mayRead = useMayRead();
  const newest = useAnswer(`history ${pool.id} ${mayRead}`, () => pageOf(pool.id, null));
  const [older, setOlder] = useState<readonly PoolChange[]>([]);
  const stale = useStaleSince();
  if (!mayRead)
    return stale !== null ? (
      <EmptyState icon={IconHistory} title="Not known now">
        Who changed what is shown again when the daemon answers.
      </EmptyState>
    ) : (
      <EmptyState icon={IconHistory} title="Not yours to read">
        Lab admins and operators see who changed what here.
      </EmptyState>
    );
  if (newest === null) return <Loader size="sm" m="md" aria-label="Reading the history" />;
  if (!newest.ok) return <AnswerFault fault={newest.error} />;
  const known = new Set(newest.value.map(({ number }) => number));
  const changes = [...newest.value, ...older.filter(({ number }) => !known.has(number))];
  const oldest = changes.at(-1)?.number ?? 1;
  async function loadOlder(): Promise<void> {
    const page = await pageOf(pool.id, oldest);
    if (page.ok) setOlder((before) => [...before, ...page.value]);
    else sayFault(page.error);
  }
  if (changes.length === 0)
    return (
      <EmptyState icon={IconHistory} title="Nothing was changed yet">
        Imports, changes by hand and what is taken out of use are told here, with who did it.
      </EmptyState>
    );
  return (
    <div
      className={styles["scroll"]}
      role="group"
      aria-label="History of the lab"
      // A scrolling region is reached by the keyboard.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      <ol className={styles["list"]}>
        {historyLines(changes).map((line) => (
          <Line key={line.change.number} pool={pool} line={line} />
        ))}
      </ol>
      {oldest > 1 && (
        <Button size="xs" variant="default" mt="sm" onClick={() => void loadOlder()}>
          Show older
        </Button>
      )}
    </div>
  );
}

function pageOf(id: string, from: number | null): Promise<Result<readonly PoolChange[]>> {
  return wholePage(
    (before, limit) => ask((client) => client.pools.changes({ id, before, limit })),
    from,
    PAGE,
  );
}

/** What was done; of one decision about several things all of it, which opens to see each. */
function Line({
  pool,
  line,
}: Pick<TabProps, "pool"> & { readonly line: HistoryLine }): ReactElement {
  const [isOpen, setOpen] = useState(false);
  const personName = usePersonName();
  const { change, scopes } = line;
  const { at, by } = change;
  const { title, details } = changeWords(change, scopes, pool);
  const things = decisionTitle(pool, { scopes });
  const decision = useMemo(() => ({ scopes }), [scopes]);
  return (
    <li>
      <Group gap="sm" wrap="nowrap" align="start">
        <Text size="sm" fw={600} flex={1}>
          {title}
        </Text>
        {scopes.length > 1 && (
          <EachButton title={things} isOpen={isOpen} onToggle={() => setOpen(!isOpen)} />
        )}
      </Group>
      <Text size="xs" c="dimmed">
        {localTime(at)} · {personName(by)}
      </Text>
      <Details lines={details} />
      {isOpen && <DecisionThings pool={pool} decision={decision} title={things} chosen />}
    </li>
  );
}

const FEW = 3;

function Details({ lines }: { readonly lines: readonly string[] }): ReactElement | null {
  const list = (
    <ul className={styles["details"]}>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
  if (lines.length <= FEW) return lines.length === 0 ? null : list;
  return (
    <details className={styles["more"]}>
      <summary>What was changed</summary>
      {list}
    </details>
  );
}
