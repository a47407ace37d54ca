import { Button, Group, Stack, Text } from "@mantine/core";
import { useMemo, type ReactElement } from "react";
import { THING_STATES } from "../../shared/pool/thing-state.ts";
import { ask } from "../live/actions.ts";
import { daemonNow } from "../live/running-charge.ts";
import { useLive } from "../live/state.ts";
import { useReference } from "../store/reference.ts";
import { localTime } from "../ui/local-time.ts";
import { count } from "./count.ts";
import { FaultSwitches } from "./FaultSwitches.tsx";
import { selectScopes, showFiltered } from "./lab-state.ts";
import styles from "./Lab.module.css";
import type { TabProps } from "./LabView.tsx";
import { Numbers } from "./Numbers.tsx";
import { OutOfUseList } from "./OutOfUseList.tsx";
import { Share } from "./Share.tsx";
import { StateBadge } from "./StateBadge.tsx";
import { supplies, type Supply } from "./supplies.ts";
import { heldAt, type LabThing } from "./things.ts";
import { useAnswer, useMayAdminister } from "./use-lab.ts";

/** How full the lab is, how its things are, and what somebody should look at. */
export function OverviewTab({ pool, things }: TabProps): ReactElement {
  const admin = useMayAdminister();
  const { images } = pool.resources;
  return (
    <div className={styles["scroll"]}>
      <Stack gap="lg" maw={1400}>
        <Supplies pool={pool} things={things} />
        <Numbers pool={pool} things={things} />
        <States things={things} />
        <OutOfUseList pool={pool} things={things} />
        {admin && pool.driver === "simulated" && <FaultSwitches pool={pool} />}
        {images !== null && (
          <Text size="sm" c="dimmed">
            {images.length === 0
              ? "It has no image yet: import one under an alias that the catalogue names."
              : `Images: ${images.map((image) => image.alias).join(", ")}`}
          </Text>
        )}
      </Stack>
    </div>
  );
}

function Supplies({ pool, things }: TabProps): ReactElement {
  const timeline = useLive((live) => live.timelines[pool.id]);
  const told = useAnswer(`levels ${pool.id}`, () =>
    ask((client) => client.pools.levels({ id: pool.id })),
  );
  const all = useMemo(() => {
    // Things are made anew whenever time has passed.
    const now = things.length === 0 ? 0 : daemonNow();
    return supplies(pool, heldAt(timeline, now), now, told?.ok === true ? told.value : []);
  }, [pool, timeline, things, told]);
  const [seats, others] = partedBy(all, ({ id }) => id.startsWith(SEATS));
  return (
    <section aria-label="How much is held">
      <h2 className={styles["title"]}>Held now</h2>
      <ul className={styles["supplies"]}>
        {others.map(({ id, ...supply }) => (
          <li key={id}>
            <Share {...supply} {...(id in WAYS && { onOpen: WAYS[id] })} />
          </li>
        ))}
      </ul>
      {seats.length > 0 && <Seats pool={pool} seats={seats} />}
    </section>
  );
}

const SEATS = "seats/";

/** From what is held to who holds it. */
const WAYS: Readonly<Record<string, () => void>> = {
  "storage/capacityGiB": () => showFiltered({ sort: "storage" }),
  "switch/ports": () => showFiltered({ sort: "switch" }),
  vlan: () => selectScopes(new Set(["vlans/"])),
  address: () => selectScopes(new Set(["addresses/"])),
};

function partedBy<T>(
  all: readonly T[],
  isFirst: (one: T) => boolean,
): readonly [readonly T[], readonly T[]] {
  return [all.filter(isFirst), all.filter((one) => !isFirst(one))];
}

/** Licences by the names that the catalogue has for them, and until when. */
function Seats(props: {
  readonly pool: TabProps["pool"];
  readonly seats: readonly Supply[];
}): ReactElement {
  const catalogue = useReference((reference) => reference.catalogue);
  const until = new Map(props.pool.resources.seats.map((seat) => [seat.product, seat.until]));
  return (
    <>
      <h2 className={styles["title"]}>Licence seats</h2>
      <ul className={styles["supplies"]}>
        {props.seats.map(({ id, ...supply }) => {
          const product = id.slice(SEATS.length);
          const term = until.get(product);
          return (
            <li key={id}>
              <Share
                {...supply}
                title={catalogue.find("licenceProducts", product)?.name ?? product}
                onOpen={() => selectScopes(new Set([`licence/${product}`]))}
              />
              {typeof term === "string" && (
                <Text size="xs" c="dimmed">
                  Until {localTime(term)}
                </Text>
              )}
            </li>
          );
        })}
      </ul>
    </>
  );
}

function States({ things }: { readonly things: readonly LabThing[] }): ReactElement {
  const counts = new Map<string, number>();
  for (const { state } of things) counts.set(state.state, (counts.get(state.state) ?? 0) + 1);
  return (
    <section aria-label="States">
      <h2 className={styles["title"]}>
        {count(things.length)} {things.length === 1 ? "thing" : "things"}
      </h2>
      <Group gap="xs">
        {THING_STATES.filter((state) => counts.has(state)).map((state) => (
          <Button
            key={state}
            size="xs"
            variant="default"
            rightSection={<b>{count(counts.get(state) ?? 0)}</b>}
            onClick={() => showFiltered({ state })}
          >
            <StateBadge state={state} />
          </Button>
        ))}
        {things.length === 0 && (
          <Text size="sm" c="dimmed">
            This lab has nothing yet. Import an inventory, or add things in the table.
          </Text>
        )}
      </Group>
    </section>
  );
}
