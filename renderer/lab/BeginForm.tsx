import { Button, Group, Text, TextInput } from "@mantine/core";
import { useMemo, useState, type ReactElement } from "react";
import { DialogFoot } from "../ui/DialogFoot.tsx";
import { toInstant } from "../../shared/base/clock.ts";
import { fault as makeFault, type Fault } from "../../shared/base/fault.ts";
import type { Condition, Scope } from "../../shared/pool/condition.ts";
import { foldScopes } from "../../shared/pool/fold-scopes.ts";
import { settledSchema, type Outcomes, type Settling } from "../../shared/pool/outlook.ts";
import type { Pool } from "../../shared/pool/pool.ts";
import { MOST_OUT_OF_USE } from "../../shared/protocol/pool-procedures.ts";
import { followSettling } from "../../shared/protocol/follow-settling.ts";
import { putPool, askUntilAnswered } from "../live/actions.ts";
import { useAway } from "../live/away.ts";
import { windowClock } from "../live/connection.ts";
import { FaultAlert } from "../ui/FaultAlert.tsx";
import { daemonNow } from "../live/running-charge.ts";
import { Form } from "../ui/Form.tsx";
import { TimeField } from "../ui/TimeField.tsx";
import { fromLocalInput } from "../ui/local-time.ts";
import { say } from "../commands/notify.ts";
import { count } from "./count.ts";
import { AffectedList } from "./AffectedList.tsx";
import { scopesTitle, scopeTitle } from "./scope-words.ts";
import { CONDITION_WORDS } from "./thing-look.ts";
import { affectedOf, HOLDERS_SHOWN } from "./shown-holders.ts";
import { useAnswer } from "./use-lab.ts";

interface BeginFormProps {
  readonly pool: Pool;
  readonly kind: Condition["kind"];
  readonly scopes: readonly Scope[];
  readonly onDone: () => void;
}

/** Takes things out of use for a time, after showing who has them then. */
export function BeginForm({ pool, kind, scopes: chosen, onDone }: BeginFormProps): ReactElement {
  const { resources } = pool;
  const scopes = useMemo(() => foldScopes(resources, chosen, MOST_OUT_OF_USE), [resources, chosen]);
  if (scopes.length > MOST_OUT_OF_USE) return <TooMany count={scopes.length} onDone={onDone} />;
  return (
    <>
      {scopes !== chosen && <Folded pool={pool} scopes={scopes} />}
      <Beginning pool={pool} kind={kind} scopes={scopes} onDone={onDone} />
    </>
  );
}

/** What is said where so many are chosen that whole racks and sites are taken as one. */
function Folded({ pool, scopes }: Pick<BeginFormProps, "pool" | "scopes">): ReactElement {
  const places = scopes.filter(({ sort }) => sort === "rack" || sort === "site");
  const single = scopes.length - places.length;
  const named = places.slice(0, PLACES_NAMED).map((place) => scopeTitle(pool, place));
  const more =
    places.length > PLACES_NAMED ? ` and ${count(places.length - PLACES_NAMED)} more` : "";
  const beside = single === 0 ? "" : `, and ${count(single)} by themselves`;
  return (
    <Text size="sm" mb="md" role="note">
      So many are taken out of use as a whole: {named.join(", ")}
      {more}
      {beside}. Each is put back as a whole too, and what comes into it meanwhile is out of use with
      it.
    </Text>
  );
}

const PLACES_NAMED = 4;

function TooMany(props: Pick<BeginFormProps, "onDone"> & { readonly count: number }): ReactElement {
  const most = MOST_OUT_OF_USE;
  return (
    <>
      <FaultAlert fault={makeFault("things-too-many", { count: props.count, most })} />
      <DialogFoot>
        <Button variant="default" data-autofocus onClick={props.onDone}>
          Close
        </Button>
      </DialogFoot>
    </>
  );
}

function Beginning({ pool, kind, scopes, onDone }: BeginFormProps): ReactElement {
  const [from, setFrom] = useState("");
  const [until, setUntil] = useState("");
  const [why, setWhy] = useState("");
  const [shown, setShown] = useState(HOLDERS_SHOWN);
  const [isBeginning, setIsBeginning] = useState(false);
  const [settling, setSettling] = useState<Settling | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const [now] = useState(daemonNow);
  const away = useAway();
  const start = fromLocalInput(from) ?? now;
  const end = fromLocalInput(until);
  const backwards = end !== null && end <= start;
  // Empty means now, and without an end; what is not yet a time means neither.
  const isTimed = [from, until].every((text) => text === "" || fromLocalInput(text) !== null);
  const mayBegin = isTimed && !backwards;
  const time = {
    start: toInstant(start),
    end: end === null || backwards ? null : toInstant(end),
  };
  const affected = useAnswer(
    `affected ${JSON.stringify([pool.id, scopes, time])}`,
    () => affectedOf(scopes, { pool: pool.id, time, shown }),
    shown,
  );
  async function begin(): Promise<void> {
    // Whoever asks twice takes out of use once.
    const [scope, ...also] = scopes;
    if (isBeginning || !mayBegin || affected === null || scope === undefined) return;
    setFault(null);
    setIsBeginning(true);
    const begun = await askUntilAnswered((client) => {
      const over = new AbortController();
      const following = { pool: pool.id, clock: windowClock, signal: over.signal };
      void followSettling(client, following, setSettling);
      return client.pools
        .beginCondition({ id: pool.id, kind, scope, also, why: why.trim(), ...time, most: 0 })
        .finally(() => over.abort());
    });
    setSettling(null);
    if (!begun.ok) {
      setFault(begun.error);
      setIsBeginning(false);
      return;
    }
    putPool(begun.value.pool);
    say(
      `${CONDITION_WORDS[kind].holds}: ${scopesTitle(pool, scopes)}. ${outcomeWords(begun.value.outcomes)}`.trim(),
    );
    onDone();
  }
  return (
    <Form gap="md" onSubmit={() => void begin()}>
      <Text size="sm">{CONDITION_WORDS[kind].means}</Text>
      <Group grow align="start">
        <TimeField
          kind="date-time"
          label="From"
          description="Empty: now"
          value={from}
          write={setFrom}
        />
        <TimeField
          kind="date-time"
          label="Until"
          description="Empty: until it is put back"
          error={backwards ? "The end is not after the beginning" : null}
          value={until}
          write={setUntil}
        />
      </Group>
      <TextInput
        label="Why"
        placeholder="New power supplies"
        data-autofocus
        maxLength={500}
        value={why}
        onChange={(event) => setWhy(event.currentTarget.value)}
      />
      <section aria-label="Who is affected">
        <Text size="sm" fw={600} mb={4}>
          Who is affected
        </Text>
        <AffectedList
          label="Affected environments"
          answer={affected}
          nobody="Nobody has anything of it then."
          onMore={() => setShown(shown + HOLDERS_SHOWN)}
        />
      </section>
      {away !== null && (
        <Text size="sm" role="status">
          {away}
        </Text>
      )}
      {fault !== null && <FaultAlert fault={fault} />}
      {fault?.code === "answer-lost" && (
        <Text size="sm">Pressing {CONDITION_WORDS[kind].order} again decides nothing twice.</Text>
      )}
      <DialogFoot>
        {settling !== null && (
          <Text size="sm" role="status">
            {`${count(settling.done)} of ${count(settling.of)} bookings seen to`}
          </Text>
        )}
        <Button variant="default" onClick={onDone}>
          Cancel
        </Button>
        <Button type="submit" loading={isBeginning} disabled={!mayBegin || affected === null}>
          {CONDITION_WORDS[kind].order}
        </Button>
      </DialogFoot>
    </Form>
  );
}

const OUTCOMES = {
  moved: { one: "moved to other machines", more: "moved to other machines" },
  waits: { one: "waits for other machines", more: "wait for other machines" },
  stays: { one: "stays where it is", more: "stay where they are" },
  warned: { one: "runs on and was warned", more: "run on and were warned" },
} as const satisfies Record<keyof Outcomes, { readonly one: string; readonly more: string }>;

/** `2 moved to other machines, 1 runs on and was warned.` */
function outcomeWords(outcomes: Outcomes): string {
  const parts = settledSchema.shape.outcome.options.flatMap((outcome) => {
    const all = outcomes[outcome];
    const words = OUTCOMES[outcome];
    return all === 0 ? [] : [`${count(all)} ${all === 1 ? words.one : words.more}`];
  });
  return parts.length === 0 ? "" : `Environments: ${parts.join(", ")}.`;
}
