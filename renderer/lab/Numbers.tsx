import { Button, Group, Text } from "@mantine/core";
import type { ReactElement } from "react";
import { resourceIds } from "../../shared/pool/pool.ts";
import { daemonNow } from "../live/running-charge.ts";
import { useLive } from "../live/state.ts";
import { openLabDialog } from "./lab-state.ts";
import styles from "./Lab.module.css";
import type { TabProps } from "./LabView.tsx";
import { heldAt, type HeldNow } from "./things.ts";
import { addressLines } from "./typed-ranges.ts";
import { useMayAdminister } from "./use-lab.ts";

/** Of very many, the first. */
const SHOWN = 12;

/** Which VLANs and outside addresses the lab has, and which of them somebody has now. */
export function Numbers({ pool, things }: TabProps): ReactElement {
  const admin = useMayAdminister();
  const timeline = useLive((live) => live.timelines[pool.id]);
  // Things are made anew whenever time has passed.
  const held = heldAt(timeline, things.length === 0 ? 0 : daemonNow());
  const { vlans, outsideAddresses } = pool.resources;
  const numbers = vlans === null ? [] : numbersBetween(vlans.first, vlans.last);
  const heldVlans = numbers.filter((vlan) => held.has(resourceIds.vlan(pool.id, vlan)));
  return (
    <section aria-label="VLANs and outside addresses">
      <h2 className={styles["title"]}>VLANs and outside addresses</h2>
      <dl className={styles["fields"]}>
        <dt>VLANs</dt>
        <dd>
          {vlans === null ? "None" : `${vlans.first} – ${vlans.last}`}
          <HeldNumbers all={heldVlans.map(String)} />
        </dd>
        <dt>Outside addresses</dt>
        <dd>
          {outsideAddresses === null
            ? "The lab itself gives every environment a way out."
            : someOf(addressLines(outsideAddresses)) || "None"}
          <HeldNumbers all={heldAddresses(pool.id, outsideAddresses ?? [], held)} />
        </dd>
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

function HeldNumbers({ all }: { readonly all: readonly string[] }): ReactElement | null {
  return all.length === 0 ? null : (
    <Text span size="sm" c="dimmed">
      {" "}
      · held now: {someOf(all)}
    </Text>
  );
}

function heldAddresses(
  pool: string,
  addresses: readonly string[],
  held: HeldNow,
): readonly string[] {
  return addresses.filter((address) => held.has(resourceIds.outsideAddress(pool, address)));
}

function numbersBetween(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

function someOf(texts: readonly string[]): string {
  const rest = texts.length - SHOWN;
  return `${texts.slice(0, SHOWN).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}
