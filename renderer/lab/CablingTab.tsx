import { Group, Text, TextInput } from "@mantine/core";
import { IconPlugConnected, IconSearch } from "@tabler/icons-react";
import { useDeferredValue, useMemo, useState, type ReactElement } from "react";
import { daemonNow } from "../live/running-charge.ts";
import { useLive } from "../live/state.ts";
import { EmptyState } from "../ui/EmptyState.tsx";
import { matching } from "../ui/grid/read-column.ts";
import { CABLE_COLUMNS, cableRows } from "./cabling.ts";
import { selectScopes, useLab } from "./lab-state.ts";
import styles from "./Lab.module.css";
import { LabGrid } from "./LabGrid.tsx";
import type { TabProps } from "./LabView.tsx";
import { heldAt } from "./things.ts";

/** What is plugged into what, how much goes through it, and how much of that is held. */
export function CablingTab({ pool, things }: TabProps): ReactElement {
  const timeline = useLive((live) => live.timelines[pool.id]);
  const selected = useLab((lab) => lab.selected);
  const [typed, setTyped] = useState("");
  const search = useDeferredValue(typed);
  const rows = useMemo(
    // Things are made anew whenever time has passed.
    () => cableRows(pool, heldAt(timeline, things.length === 0 ? 0 : daemonNow())),
    [pool, timeline, things],
  );
  const shown = useMemo(() => matching(rows, CABLE_COLUMNS, search).length, [rows, search]);
  if (rows.length === 0)
    return (
      <EmptyState icon={IconPlugConnected} title="No cables yet">
        An inventory may list uplinks of hosts, trunks between switches and single cables. Until
        then bandwidth between hosts is not counted.
      </EmptyState>
    );
  return (
    <>
      <Group className={styles["bar"] ?? ""} gap={8}>
        <TextInput
          size="xs"
          flex={1}
          aria-label="Search cables"
          placeholder="Search"
          leftSection={<IconSearch size={14} aria-hidden />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Text size="xs" c="dimmed" role="status">
          {shown === 1 ? "1 connection" : `${shown} connections`}
        </Text>
      </Group>
      <LabGrid
        label="Cables"
        rows={rows}
        columns={CABLE_COLUMNS}
        search={search}
        first="sort"
        selected={selected}
        // Of several, what can be done is done to hosts; a host's further uplink is what its cables make it.
        onSelect={(keys) => selectScopes(new Set([...keys].filter(keys.size > 1 ? isHost : isOwn)))}
      />
    </>
  );
}

function isHost(key: string): boolean {
  return key.startsWith("host/");
}

function isOwn(key: string): boolean {
  return !key.startsWith("uplink/");
}
