import { Badge, ScrollArea, Table, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { formatGibibytes, formatMebibytes } from "../../../shared/base/units.ts";
import type { Pool, PoolHost } from "../../../shared/pool/pool.ts";
import type { PoolUsage } from "./pool-usage.ts";

const STATE_COLORS = { up: "teal", down: "red", drained: "orange" } as const;

/** The machines of a pool, with what is held of each. */
export function HostTable({
  pool,
  usage,
}: {
  readonly pool: Pool;
  readonly usage: PoolUsage;
}): ReactNode {
  const { hosts } = pool.resources;
  if (hosts.length === 0) return <Text c="dimmed">This pool has no hosts.</Text>;
  return (
    <ScrollArea.Autosize mah={360} type="auto">
      <Table stickyHeader verticalSpacing={4} aria-label={`Hosts of ${pool.name}`}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Host</Table.Th>
            <Table.Th>State</Table.Th>
            <Table.Th>Architecture</Table.Th>
            <Table.Th ta="right">Cores held</Table.Th>
            <Table.Th ta="right">Memory held</Table.Th>
            <Table.Th ta="right">Disk held</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {hosts.map((host) => (
            <HostRow key={host.id} host={host} usage={usage} />
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea.Autosize>
  );
}

function HostRow({
  host,
  usage,
}: {
  readonly host: PoolHost;
  readonly usage: PoolUsage;
}): ReactNode {
  const cell = (
    part: "cores" | "memoryMiB" | "diskGiB",
    text: (value: number) => string,
  ): ReactNode => (
    <Table.Td ta="right" style={{ whiteSpace: "nowrap" }}>
      {text(usage.ofHost(host.id, part).held)} of {text(host[part])}
    </Table.Td>
  );
  return (
    <Table.Tr>
      <Table.Td>
        {host.name}
        {(host.site !== "" || host.rack !== "") && (
          <Text span size="xs" c="dimmed">
            {" "}
            {[host.site, host.rack].filter((text) => text !== "").join(", ")}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        <Badge size="sm" variant="light" color={STATE_COLORS[host.state]}>
          {host.state}
        </Badge>
      </Table.Td>
      <Table.Td>{host.architecture}</Table.Td>
      {cell("cores", String)}
      {cell("memoryMiB", formatMebibytes)}
      {cell("diskGiB", formatGibibytes)}
    </Table.Tr>
  );
}
