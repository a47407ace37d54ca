import { Group, Select, Switch } from "@mantine/core";
import { useEffect, useMemo, useState, type ReactNode } from "react";
import type { Pool, PoolHost } from "../../shared/pool/pool.ts";
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
  const { id } = pool;
  const [known, setKnown] = useState<SimulatedFaults | null>(null);
  const faults = known ?? NONE;
  // What was switched on before stays on until somebody switches it off.
  useEffect(() => {
    let current = true;
    void ask((client) => client.pools.faults({ id })).then((told) => {
      if (current && told.ok) setKnown(told.value);
    });
    return () => {
      current = false;
    };
  }, [id]);
  async function change(part: Partial<SimulatedFaults>): Promise<void> {
    const wanted = { ...faults, ...part };
    const set = await ask((client) => client.pools.setFaults({ id, faults: wanted }));
    if (set.ok) setKnown(wanted);
    else sayFault(set.error);
  }
  return (
    <fieldset disabled={known === null} style={{ border: 0, margin: 0, padding: 0 }}>
      <legend className={styles["title"]}>Let something go wrong</legend>
      <Group gap="lg" align="end">
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
        <HostChoice
          label="Dead host"
          hosts={pool.resources.hosts}
          value={faults.deadHost}
          onChange={(host) => void change({ deadHost: host })}
        />
        <HostChoice
          label="Full disk"
          hosts={pool.resources.hosts}
          value={faults.fullDisk}
          onChange={(host) => void change({ fullDisk: host })}
        />
      </Group>
    </fieldset>
  );
}

/** One of the hosts, of which there may be thousands: only those that are listed are made options. */
function HostChoice(props: {
  readonly label: string;
  readonly hosts: readonly PoolHost[];
  readonly value: string | null;
  readonly onChange: (host: string | null) => void;
}): ReactNode {
  const { label, hosts, value, onChange } = props;
  const [search, setSearch] = useState("");
  const data = useMemo(() => {
    const chosen = hosts.filter(({ id }) => id === value);
    const letters = chosen.some(({ name }) => name === search) ? "" : search.toLowerCase();
    const found = firstOf(hosts, ({ name }) => name.toLowerCase().includes(letters));
    const listed = new Set([...chosen, ...found]);
    return [...listed].map(({ id, name }) => ({ value: id, label: name }));
  }, [hosts, value, search]);
  return (
    <Select
      size="xs"
      label={label}
      placeholder="None"
      clearable
      searchable
      searchValue={search}
      onSearchChange={setSearch}
      data={data}
      value={value}
      onChange={onChange}
    />
  );
}

/** As many as are listed; the rest is not looked through. */
function firstOf(
  hosts: readonly PoolHost[],
  isMeant: (host: PoolHost) => boolean,
): readonly PoolHost[] {
  const found: PoolHost[] = [];
  for (const host of hosts) {
    if (found.length === HOSTS_LISTED) break;
    if (isMeant(host)) found.push(host);
  }
  return found;
}
