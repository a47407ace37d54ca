import { Group, Select, Switch } from "@mantine/core";
import { useMemo, useState, type ReactNode } from "react";
import type { Pool } from "../../shared/pool/pool.ts";
import type { SimulatedFaults } from "../../shared/protocol/connection.ts";
import { sayFault } from "../commands/notify.ts";
import { ask } from "../live/actions.ts";
import styles from "./Lab.module.css";

const NONE: SimulatedFaults = {
  slowBoot: false,
  deadHost: null,
  fullDisk: null,
  lostConsole: false,
};

/** Of more, some letters of the name find it. */
const HOSTS_LISTED = 50;

/** What may go wrong in a simulated lab, switched on to see how a design and the people behave. */
export function FaultSwitches({ pool }: { readonly pool: Pool }): ReactNode {
  const [faults, setFaults] = useState(NONE);
  async function change(part: Partial<SimulatedFaults>): Promise<void> {
    const wanted = { ...faults, ...part };
    const set = await ask((client) => client.pools.setFaults({ id: pool.id, faults: wanted }));
    if (set.ok) setFaults(wanted);
    else sayFault(set.error);
  }
  const hosts = useMemo(
    () => pool.resources.hosts.map((host) => ({ value: host.id, label: host.name })),
    [pool],
  );
  return (
    <Group gap="lg" align="end" component="fieldset" style={{ border: 0, margin: 0, padding: 0 }}>
      <legend className={styles["title"]}>Let something go wrong</legend>
      <Switch
        size="sm"
        label="Slow boot"
        checked={faults.slowBoot}
        onChange={(event) => void change({ slowBoot: event.currentTarget.checked })}
      />
      <Switch
        size="sm"
        label="Lost console"
        checked={faults.lostConsole}
        onChange={(event) => void change({ lostConsole: event.currentTarget.checked })}
      />
      <Select
        size="xs"
        label="Dead host"
        placeholder="None"
        clearable
        searchable
        limit={HOSTS_LISTED}
        data={hosts}
        value={faults.deadHost}
        onChange={(host) => void change({ deadHost: host })}
      />
      <Select
        size="xs"
        label="Full disk"
        placeholder="None"
        clearable
        searchable
        limit={HOSTS_LISTED}
        data={hosts}
        value={faults.fullDisk}
        onChange={(host) => void change({ fullDisk: host })}
      />
    </Group>
  );
}
