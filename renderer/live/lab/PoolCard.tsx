import {
  ActionIcon,
  Badge,
  Card,
  Group,
  Menu,
  SimpleGrid,
  Stack,
  Text,
  Title,
} from "@mantine/core";
import { IconDotsVertical, IconRefresh, IconTrash } from "@tabler/icons-react";
import { useState, type ReactNode } from "react";
import { formatGibibytes, formatMebibytes } from "../../../shared/base/units.ts";
import type { Pool } from "../../../shared/pool/pool.ts";
import { sayFault } from "../../commands/notify.ts";
import { refreshPool, removePool } from "../actions.ts";
import { FaultSwitches } from "./FaultSwitches.tsx";
import { HostTable } from "./HostTable.tsx";
import { usePoolUsage, type PoolUsage } from "./pool-usage.ts";
import { Share } from "./Share.tsx";

/** One pool: its state, how full it is, its hosts. */
export function PoolCard({ pool }: { readonly pool: Pool }): ReactNode {
  const usage = usePoolUsage(pool);
  const { resources } = pool;
  return (
    <Card withBorder component="section" aria-label={pool.name} data-testid={`pool-${pool.id}`}>
      <Stack gap="md">
        <Group justify="space-between" wrap="nowrap">
          <Group gap="sm">
            <Title order={3} size="h4">
              {pool.name}
            </Title>
            <Badge color={pool.state === "online" ? "teal" : "red"} variant="light">
              {pool.state}
            </Badge>
            <Text size="sm" c="dimmed">
              {pool.driver} · seen {new Date(pool.refreshedAt).toLocaleTimeString()}
            </Text>
          </Group>
          <PoolMenu pool={pool} />
        </Group>
        <Totals pool={pool} usage={usage} />
        {pool.driver === "simulated" && <FaultSwitches pool={pool} />}
        <HostTable pool={pool} usage={usage} />
        {resources.images !== null && (
          <Text size="sm" c="dimmed">
            {resources.images.length === 0
              ? "It has no image yet: import one under an alias that the catalogue names."
              : `Images: ${resources.images.map((image) => image.alias).join(", ")}`}
          </Text>
        )}
      </Stack>
    </Card>
  );
}

function Totals({ pool, usage }: { readonly pool: Pool; readonly usage: PoolUsage }): ReactNode {
  const cores = usage.total("cores");
  const memory = usage.total("memoryMiB");
  const disk = usage.total("diskGiB");
  return (
    <SimpleGrid cols={{ base: 2, sm: 4 }}>
      <Share title="Cores" {...cores} text={(value) => String(value)} />
      <Share title="Memory" {...memory} text={formatMebibytes} />
      <Share title="Disk" {...disk} text={formatGibibytes} />
      <Stack gap={2}>
        <Text size="sm" c="dimmed">
          Hosts
        </Text>
        <Text fw={600}>
          {pool.resources.hosts.filter((host) => host.state === "up").length} of{" "}
          {pool.resources.hosts.length} up
        </Text>
      </Stack>
    </SimpleGrid>
  );
}

function PoolMenu({ pool }: { readonly pool: Pool }): ReactNode {
  const [busy, setBusy] = useState(false);
  async function run(work: () => Promise<{ readonly ok: boolean }>): Promise<void> {
    setBusy(true);
    await work();
    setBusy(false);
  }
  async function refresh(): Promise<{ readonly ok: boolean }> {
    const refreshed = await refreshPool(pool.id);
    if (!refreshed.ok) sayFault(refreshed.error);
    return refreshed;
  }
  async function remove(): Promise<{ readonly ok: boolean }> {
    const removed = await removePool(pool.id);
    if (!removed.ok) sayFault(removed.error);
    return removed;
  }
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" loading={busy} aria-label={`More about ${pool.name}`}>
          <IconDotsVertical size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconRefresh size={14} />} onClick={() => void run(refresh)}>
          Look again
        </Menu.Item>
        <Menu.Item
          color="red"
          leftSection={<IconTrash size={14} />}
          onClick={() => void run(remove)}
        >
          Remove from Labwright
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
