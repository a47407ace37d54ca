import { Button, Group, Stack, Text } from "@mantine/core";
import { useMemo, useState, type ReactElement } from "react";
import { DialogFoot } from "../ui/DialogFoot.tsx";
import type { Fault } from "../../shared/base/fault.ts";
import type { Condition, Scope } from "../../shared/pool/condition.ts";
import {
  endedWords,
  endingOf,
  endingOrder,
  type Ending,
} from "../../shared/pool/condition-words.ts";
import { decisionsOf, type Decision } from "../../shared/pool/decision.ts";
import type { Pool } from "../../shared/pool/pool.ts";
import { say } from "../commands/notify.ts";
import { askUntilAnswered, putPool } from "../live/actions.ts";
import { FaultAlert } from "../ui/FaultAlert.tsx";
import { daemonNow } from "../live/running-charge.ts";
import { localTime } from "../ui/local-time.ts";
import { AffectedList } from "./AffectedList.tsx";
import { decisionTitle } from "./decisions.ts";
import { DecisionThings, EachButton } from "./DecisionThings.tsx";
import styles from "./Lab.module.css";
import { conditionsOver, scopesTitle } from "./scope-words.ts";
import { HOLDERS_SHOWN } from "./shown-holders.ts";
import { StateBadge } from "./StateBadge.tsx";
import { useHolders } from "./use-lab.ts";

interface ResumeFormProps {
  readonly pool: Pool;
  readonly scopes: readonly Scope[];
  readonly ending: Ending;
  readonly onDone: () => void;
}

/** Ends what keeps things out of use, after showing all that comes back with them and who is there. */
export function ResumeForm({ pool, scopes, ending, onDone }: ResumeFormProps): ReactElement {
  const [conditions] = useState(() => {
    const now = daemonNow();
    const order = endingOrder(ending);
    return conditionsOver(pool, scopes, now).filter(
      (one) => endingOrder(endingOf(one, now)) === order,
    );
  });
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault | null>(null);
  const [shown, setShown] = useState(HOLDERS_SHOWN);
  const of = useMemo(
    () => (conditions.length === 0 ? scopes : uniqueScopes(conditions)),
    [conditions, scopes],
  );
  const holders = useHolders(pool, of, shown);
  async function resume(): Promise<void> {
    const [condition, ...also] = conditions.map(({ id }) => id);
    if (busy || condition === undefined) return;
    setBusy(true);
    setFault(null);
    // What is ended stays so, however often it is asked.
    const ended = await askUntilAnswered((client) =>
      client.pools.endCondition({ id: pool.id, condition, also }),
    );
    // What somebody else has ended meanwhile is what was wanted.
    if (ended.ok) putPool(ended.value.pool);
    else if (ended.error.code !== "not-found") {
      setFault(ended.error);
      setBusy(false);
      return;
    }
    say(`${endedWords(ending, scopesTitle(pool, scopes))}.`);
    onDone();
  }
  return (
    <Stack gap="md">
      <ul className={styles["list"]} aria-label="What ends">
        {decisionsOf(conditions).map((decision) => (
          <li key={decision.condition.id}>
            <Ended pool={pool} decision={decision} planned={ending.planned} />
          </li>
        ))}
      </ul>
      {conditions.length === 0 && <Text size="sm">Nothing keeps it out of use.</Text>}
      <section aria-label="Who is there">
        <Text size="sm" fw={600} mb={4}>
          Who is there
        </Text>
        <AffectedList
          label="Affected environments"
          answer={holders}
          nobody="Nobody is on it."
          onMore={() => setShown(shown + HOLDERS_SHOWN)}
        />
      </section>
      {fault !== null && <FaultAlert fault={fault} />}
      <DialogFoot>
        <Button variant="default" onClick={onDone}>
          Leave it
        </Button>
        <Button
          data-autofocus
          loading={busy}
          disabled={conditions.length === 0}
          onClick={() => void resume()}
        >
          {endingOrder(ending)}
        </Button>
      </DialogFoot>
    </Stack>
  );
}

/** What of one decision comes back; of several things each can be looked at. */
function Ended(props: {
  readonly pool: Pool;
  readonly decision: Decision;
  readonly planned: boolean;
}): ReactElement {
  const { pool, decision, planned } = props;
  const { condition, scopes } = decision;
  const { kind, start, end, why } = condition;
  const [isOpen, setOpen] = useState(false);
  const title = decisionTitle(pool, decision);
  return (
    <>
      <Group gap="sm" wrap="nowrap">
        <StateBadge state={kind} />
        <Text size="sm" flex={1}>
          {title}, {planned ? "from" : "since"} {localTime(start)}
          {end === null ? "" : ` until ${localTime(end)}`}
          {why === "" ? "" : `: ${why}`}
        </Text>
        {scopes.length > 1 && (
          <EachButton title={title} isOpen={isOpen} onToggle={() => setOpen(!isOpen)} />
        )}
      </Group>
      {isOpen && <DecisionThings pool={pool} decision={decision} title={title} chosen={false} />}
    </>
  );
}

function uniqueScopes(conditions: readonly Condition[]): readonly Scope[] {
  return [...new Map(conditions.map(({ scope }) => [`${scope.sort}/${scope.id}`, scope])).values()];
}
