import { ActionIcon, Button, Group, Loader, Stack, Text, Title } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconX } from "@tabler/icons-react";
import {
  useDeferredValue,
  useMemo,
  useRef,
  useState,
  type ReactElement,
  type ReactNode,
} from "react";
import type { Scope } from "../../shared/pool/condition.ts";
import { endingOrder } from "../../shared/pool/condition-words.ts";
import type { HeldOf } from "../../shared/pool/held-of.ts";
import { SORTS } from "../../shared/pool/inventory/sorts.ts";
import type { Pool } from "../../shared/pool/pool.ts";
import { THING_STATES } from "../../shared/pool/thing-state.ts";
import { daemonNow } from "../live/running-charge.ts";
import { localTime } from "../ui/local-time.ts";
import { AffectedList } from "./AffectedList.tsx";
import { count } from "./count.ts";
import { closePanel, useKeyboardOf } from "./keyboard-of-panel.ts";
import { openLabDialog, scopeOf, showFiltered, useLab } from "./lab-state.ts";
import styles from "./Lab.module.css";
import type { TabProps } from "./LabView.tsx";
import { plainKey, plainThing, thingTitle, type PlainThing } from "./plain-things.ts";
import { RANGES } from "./number-ranges.ts";
import { conditionOrders, plannedWords, scopesTitle } from "./scope-words.ts";
import { Share } from "./Share.tsx";
import { HOLDERS_SHOWN } from "./shown-holders.ts";
import { StateBadge } from "./StateBadge.tsx";
import { CONDITION_WORDS } from "./thing-look.ts";
import { ThingDetails } from "./ThingDetails.tsx";
import { RackDetails } from "./RackDetails.tsx";
import { thingsIn, type LabThing } from "./things.ts";
import { useHolders, useMayAdminister } from "./use-lab.ts";

/** What is selected: how it is, what it is, who is on it, and what may be done about it. Nothing when nothing is. */
export function SelectionPanel({ pool, things }: TabProps): ReactElement | null {
  const now = useLab((lab) => lab.selected);
  // With the next frames: to mark what was selected and to draw what is known of it is too much for one.
  const then = useDeferredValue(now);
  const selected = now.size === 0 ? now : then;
  const scopes = useMemo(() => [...selected].map(scopeOf), [selected]);
  const meant = useMemo(() => {
    if (scopes.length === 1) return scopes.flatMap((scope) => thingsIn(things, scope));
    return things.filter(({ key }) => selected.has(key));
  }, [scopes, things, selected]);
  const admin = useMayAdminister();
  const [only] = meant;
  const [scope] = scopes;
  if (scope === undefined) return null;
  const plain = plainThing(pool, selected);
  if (plain !== null) return <PlainPanel pool={pool} {...plain} />;
  const ranges = RANGES.find(({ key }) => selected.has(key));
  if (ranges !== undefined) return <RangesPanel pool={pool} {...ranges} />;
  const one = scopes.length === 1 && scope.sort !== "rack" && scope.sort !== "site";
  const title = scopesTitle(pool, scopes);
  return (
    <Panel title={title}>
      {meant.length === 0 && (
        <Text size="sm" c="dimmed">
          {scope.sort === "rack" || scope.sort === "site" ? "Nothing stands in it yet." : GONE}
        </Text>
      )}
      {one && only !== undefined ? <OneState thing={only} /> : <Counts things={meant} />}
      {plannedWords(pool, scopes, daemonNow()).map(({ id, text }) => (
        <Text key={id} size="sm">
          {text}
        </Text>
      ))}
      {admin && <Actions pool={pool} scopes={scopes} />}
      {one && only !== undefined && (
        <>
          {only.shares.map((share) => (
            <Share key={share.title} {...share} />
          ))}
          <Holders key={JSON.stringify(scopes)} pool={pool} of={scopes} />
          <ThingDetails key={only.key} pool={pool} {...only.thing} />
        </>
      )}
      {scopes.length === 1 && scope.sort === "rack" && (
        <RackDetails key={scope.id} pool={pool} scope={scope} />
      )}
      {!(one && only !== undefined) && <HoldersOfSeveral pool={pool} scopes={scopes} />}
    </Panel>
  );
}

const GONE = "It is not there any more.";

/** A trunk, a cable or a licence: what is written down of it. */
function PlainPanel(props: PlainThing & { readonly pool: TabProps["pool"] }): ReactElement {
  const { pool, sort, item } = props;
  if (item === null)
    return (
      <Panel title={sort}>
        <Text size="sm" c="dimmed">
          {GONE}
        </Text>
      </Panel>
    );
  return (
    <Panel title={thingTitle(pool, sort, item)}>
      <ThingDetails key={plainKey(sort, item)} pool={pool} sort={sort} item={item} />
      {sort !== "cable" && (
        <Holders
          key={plainKey(sort, item)}
          pool={pool}
          of={[{ sort, id: SORTS[sort].key(item) }]}
        />
      )}
    </Panel>
  );
}

/** All VLANs or outside addresses of the lab: which there are, and who has which of them. */
function RangesPanel(props: (typeof RANGES)[number] & { readonly pool: Pool }): ReactElement {
  const { pool, sort, title, textOf } = props;
  return (
    <Panel title={title}>
      <Text size="sm">{textOf(pool.resources)}</Text>
      <Holders key={sort} pool={pool} of={[{ sort, id: "" }]} />
    </Panel>
  );
}

function Panel({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const panel = useRef<HTMLElement>(null);
  useKeyboardOf(panel, title);
  return (
    <aside ref={panel} className={styles["side"]} aria-label="Selected" tabIndex={-1}>
      <Stack gap="md">
        <Group justify="space-between" wrap="nowrap">
          <Title order={2} size="h5" style={{ overflowWrap: "anywhere" }}>
            {title.slice(0, 1).toUpperCase() + title.slice(1)}
          </Title>
          <ActionIcon aria-label="Close" onClick={closePanel}>
            <IconX size={16} aria-hidden />
          </ActionIcon>
        </Group>
        {children}
      </Stack>
    </aside>
  );
}

function OneState({ thing: { state } }: { readonly thing: LabThing }): ReactElement {
  return (
    <Stack gap={4}>
      <Group gap="xs">
        <StateBadge state={state.state} />
        {state.since !== null && (
          <Text size="xs" c="dimmed">
            since {localTime(state.since)}
          </Text>
        )}
      </Group>
      {state.why !== "" && <Text size="sm">{state.why}</Text>}
    </Stack>
  );
}

function Counts({ things }: { readonly things: readonly LabThing[] }): ReactElement {
  const counts = Map.groupBy(things, ({ state }) => state.state);
  return (
    <Group gap="xs">
      {THING_STATES.filter((state) => counts.has(state)).map((state) => (
        <Group key={state} gap={4}>
          <Text size="sm" fw={600}>
            {count(counts.get(state)?.length ?? 0)}
          </Text>
          <StateBadge state={state} />
        </Group>
      ))}
    </Group>
  );
}

function Actions(props: {
  readonly pool: TabProps["pool"];
  readonly scopes: readonly Scope[];
}): ReactElement {
  const { pool, scopes } = props;
  const { begin, end } = conditionOrders(pool, scopes, daemonNow());
  const [scope] = scopes;
  const place = scopes.length === 1 && (scope?.sort === "rack" || scope?.sort === "site");
  return (
    <Group gap={6} role="toolbar" aria-label="What to do with it">
      {begin.map((kind) => (
        <Button
          key={kind}
          size="compact-sm"
          variant="default"
          onClick={() => openLabDialog({ type: "begin", kind, scopes })}
        >
          {CONDITION_WORDS[kind].order}…
        </Button>
      ))}
      {end.map((ending) => (
        <Button
          key={endingOrder(ending)}
          size="compact-sm"
          variant="light"
          onClick={() => openLabDialog({ type: "resume", scopes, ending })}
        >
          {endingOrder(ending)}…
        </Button>
      ))}
      {place && scope !== undefined && (
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => showFiltered({ [scope.sort]: scope.id })}
        >
          Show in the table
        </Button>
      )}
    </Group>
  );
}

/** While a selection grows nobody is asked for each step of it. */
const SETTLE_MS = 200;

function HoldersOfSeveral(props: {
  readonly pool: Pool;
  readonly scopes: readonly Scope[];
}): ReactElement {
  const { pool, scopes } = props;
  const [settled] = useDebouncedValue(scopes, SETTLE_MS);
  if (scopes.length > 1 && settled !== scopes)
    return <Loader size="xs" aria-label="Looking who is there" />;
  return <Holders key={JSON.stringify(scopes)} pool={pool} of={scopes} />;
}

function Holders(props: { readonly pool: Pool; readonly of: readonly HeldOf[] }): ReactElement {
  const [shown, setShown] = useState(HOLDERS_SHOWN);
  const holders = useHolders(props.pool, props.of, shown);
  return (
    <section aria-label="On it now and next">
      <h3 className={styles["title"]}>On it now and next</h3>
      <AffectedList
        label="Environments on it"
        answer={holders}
        nobody="Nobody, now or later."
        narrow
        onMore={() => setShown(shown + HOLDERS_SHOWN)}
      />
    </section>
  );
}
