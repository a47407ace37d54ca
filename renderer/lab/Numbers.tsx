import { Anchor, Button, Group, Text } from "@mantine/core";
import type { ReactElement } from "react";
import { resourceIds } from "../../shared/pool/pool.ts";
import { vlansIn } from "../../shared/pool/vlans.ts";
import { daemonNow } from "../live/running-charge.ts";
import { useLive } from "../live/state.ts";
import { openLabDialog, selectScopes } from "./lab-state.ts";
import styles from "./Lab.module.css";
import type { TabProps } from "./LabView.tsx";
import { RANGES, someOf } from "./number-ranges.ts";
import { heldAt } from "./things.ts";
import { useMayAdminister } from "./use-lab.ts";

/** Which VLANs and outside addresses the lab has, and which of them somebody has now. */
export function Numbers({ pool, things }: TabProps): ReactElement {
  const admin = useMayAdminister();
  const timeline = useLive((live) => live.timelines[pool.id]);
  // Things are made anew whenever time has passed.
  const held = heldAt(timeline, things.length === 0 ? 0 : daemonNow());
  const { vlans, outsideAddresses } = pool.resources;
  const heldOf = {
    vlans: [...vlansIn(vlans)]
      .filter((vlan) => held.has(resourceIds.vlan(pool.id, vlan)))
      .map(String),
    addresses: (outsideAddresses ?? []).filter((address) =>
      held.has(resourceIds.outsideAddress(pool.id, address)),
    ),
  };
  return (
    <section aria-label="VLANs and outside addresses">
      <h2 className={styles["title"]}>VLANs and outside addresses</h2>
      <dl className={styles["fields"]}>
        {RANGES.map(({ key, sort, title, textOf }) => (
          <Line
            key={key}
            title={title}
            text={textOf(pool.resources)}
            held={heldOf[sort]}
            onOpen={() => selectScopes(new Set([key]))}
          />
        ))}
      </dl>
      {admin && (
        <Group mt={8}>
          <Button
            size="compact-sm"
            variant="default"
            aria-label="Change VLANs and addresses…"
            onClick={() => openLabDialog({ type: "ranges" })}
          >
            Change…
          </Button>
        </Group>
      )}
    </section>
  );
}

function Line(props: {
  readonly title: string;
  readonly text: string;
  readonly held: readonly string[];
  /** To who has them. */
  readonly onOpen: () => void;
}): ReactElement {
  const { title, text, held, onOpen } = props;
  return (
    <>
      <dt>
        <Anchor component="button" type="button" fz="inherit" ta="start" onClick={onOpen}>
          {title}
        </Anchor>
      </dt>
      <dd>
        {text}
        {held.length > 0 && (
          <Text span fz="inherit" c="dimmed">
            {" "}
            · held now: {someOf(held)}
          </Text>
        )}
      </dd>
    </>
  );
}
