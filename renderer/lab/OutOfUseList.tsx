import { Anchor, Button, Group, Text } from "@mantine/core";
import { useMemo, useState, type ReactElement } from "react";
import { endingOf, endingOrder } from "../../shared/pool/condition-words.ts";
import { countedScopes, decisionsOf, type Decision } from "../../shared/pool/decision.ts";
import type { Pool } from "../../shared/pool/pool.ts";
import { daemonNow } from "../live/running-charge.ts";
import { localTime } from "../ui/local-time.ts";
import { count } from "./count.ts";
import { decisionTitle, standingIn } from "./decisions.ts";
import { DecisionThings, EachButton } from "./DecisionThings.tsx";
import { openLabDialog, scopeKey, scopeOf, selectScope, selectScopes } from "./lab-state.ts";
import styles from "./Lab.module.css";
import type { TabProps } from "./LabView.tsx";
import { StateBadge } from "./StateBadge.tsx";
import { CONDITION_WORDS } from "./thing-look.ts";
import type { LabThing } from "./things.ts";
import { useMayAdminister, usePersonName } from "./use-lab.ts";

/** Of a whole lab that fails, the first are told. */
const SHOWN = 20;

/** What fails, thing by thing, and what somebody took out of use, decision by decision. */
export function OutOfUseList({ pool, things }: TabProps): ReactElement {
  // Of a lab that does not answer nothing is known: that is said once, above.
  const away = pool.state === "offline";
  const broken = things.filter(
    ({ state: { state } }) => state === "failed" || (state === "unknown" && !away),
  );
  const decisions = useMemo(() => decisionsOf(pool.conditions), [pool.conditions]);
  const quiet = decisions.length === 0 && broken.length === 0;
  return (
    <section aria-label="Failing or out of use">
      <h2 className={styles["title"]}>Failing or out of use</h2>
      {quiet && (
        <Text size="sm" c="dimmed">
          {away ? "Nothing was when it was last seen." : "Everything answers and may be used."}
        </Text>
      )}
      <ul className={styles["list"]}>
        {broken.slice(0, SHOWN).map((one) => (
          <BrokenLine key={one.key} one={one} />
        ))}
        {broken.length > SHOWN && (
          <li>
            <Text size="sm">
              and {count(broken.length - SHOWN)} more: choose their state above.
            </Text>
          </li>
        )}
        {decisions.map((decision) => (
          <DecisionLine key={decision.condition.id} pool={pool} decision={decision} />
        ))}
      </ul>
    </section>
  );
}

function BrokenLine({ one: { key, thing, state } }: { readonly one: LabThing }): ReactElement {
  return (
    <li>
      <Group gap="sm" wrap="nowrap">
        <StateBadge state={state.state} />
        <Anchor
          component="button"
          type="button"
          size="sm"
          onClick={() => selectScope(scopeOf(key))}
        >
          {thing.item.name}
        </Anchor>
        <Text size="sm">{state.why}</Text>
        {state.since !== null && (
          <Text size="sm" c="dimmed">
            since {localTime(state.since)}
          </Text>
        )}
      </Group>
    </li>
  );
}

function DecisionLine(props: { readonly pool: Pool; readonly decision: Decision }): ReactElement {
  const { pool, decision } = props;
  const [isOpen, setOpen] = useState(false);
  const admin = useMayAdminister();
  const personName = usePersonName();
  const { condition, scopes } = decision;
  const { kind, start, end, why, by } = condition;
  const title = decisionTitle(pool, decision);
  const inside = scopes.flatMap((scope) => standingIn(pool, scope));
  const isMany = scopes.length > 1 || inside.length > 0;
  const ending = endingOf(condition, daemonNow());
  return (
    <li>
      <Group gap="sm" wrap="nowrap" align="start">
        <StateBadge state={kind} />
        <Text size="sm" flex={1}>
          <Anchor
            component="button"
            type="button"
            size="sm"
            onClick={() => selectScopes(new Set(scopes.map(scopeKey)))}
          >
            {title}
          </Anchor>
          {inside.length > 0 && `, ${countedScopes(inside)}`}
          {": "}
          {why === "" ? CONDITION_WORDS[kind].means : why}{" "}
          <Text span size="sm" c="dimmed">
            · from {localTime(start)} until {end === null ? "it is put back" : localTime(end)}, by{" "}
            {personName(by)}
          </Text>
        </Text>
        {isMany && <EachButton title={title} isOpen={isOpen} onToggle={() => setOpen(!isOpen)} />}
        {admin && (
          <Button
            size="compact-xs"
            variant="default"
            aria-label={`${endingOrder(ending)}…: ${title}`}
            onClick={() => openLabDialog({ type: "resume", scopes, ending })}
          >
            {endingOrder(ending)}…
          </Button>
        )}
      </Group>
      {isOpen && <DecisionThings pool={pool} decision={decision} title={title} chosen />}
    </li>
  );
}
