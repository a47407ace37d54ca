import {
  Anchor,
  Center,
  Group,
  ScrollArea,
  SegmentedControl,
  Stack,
  Table,
  Text,
  Title,
} from "@mantine/core";
import { useState, type ReactNode } from "react";
import { timeForUse, type EnvironmentSummary } from "../../shared/protocol/environment.ts";
import { unseenOf } from "../../shared/protocol/unseen.ts";
import { localTime } from "../ui/local-time.ts";
import { OutOfUseNote } from "./OutOfUseNote.tsx";
import { EnvironmentBadge } from "./StateBadge.tsx";
import { useMaySend } from "./role.ts";
import { openEnvironment } from "./open-environment.ts";
import { useOutOfUse } from "./use-out-of-use.ts";
import { useLive, useOnline, useStaleSince, type Live } from "./state.ts";

const pickSummaries = (live: Live): Live["summaries"] => live.summaries;
const pickPools = (live: Live): Live["pools"] => live.pools;

/** Every environment of the tenant; a click opens it on its drawing. */
export function EnvironmentsView(): ReactNode {
  const summaries = useLive(pickSummaries);
  const online = useOnline();
  const stale = useStaleSince();
  const [shown, setShown] = useState("current");
  const list = Object.values(summaries)
    .filter((one) => shown === "all" || one.state !== "released")
    .sort(byNewest);
  return (
    <ScrollArea h="100%" opacity={online ? 1 : 0.6}>
      <Stack p="lg" gap="md" maw={1400} mx="auto">
        <Group justify="space-between">
          <Title order={1} size="h2">
            Environments
          </Title>
          {stale !== null && (
            <Text size="sm" role="status">
              As of {stale}
            </Text>
          )}
          <SegmentedControl
            size="xs"
            aria-label="Which environments"
            value={shown}
            onChange={setShown}
            data={[
              { value: "current", label: "Current" },
              { value: "all", label: "All" },
            ]}
          />
        </Group>
        {list.length === 0 ? (
          <NoEnvironments isAll={shown === "all"} />
        ) : (
          <EnvironmentTable list={list} />
        )}
      </Stack>
    </ScrollArea>
  );
}

const NAMES = new Intl.Collator("en", { numeric: true });

/** What began together, as copies do, in the order of its names. */
function byNewest(a: EnvironmentSummary, b: EnvironmentSummary): number {
  const [one, other] = [timeForUse(a).start, timeForUse(b).start];
  return other.localeCompare(one) || NAMES.compare(a.name, b.name);
}

function NoEnvironments({ isAll }: { readonly isAll: boolean }): ReactNode {
  const words = [
    useMaySend()
      ? "Open a design and press “Send to lab”: it appears here and on its own drawing."
      : "What is made for you in the lab appears here, with what it costs.",
    ...(isAll ? [] : ["What was released is under “All”."]),
  ];
  return (
    <Center mih={240}>
      <Stack gap={4} align="center">
        <Text fw={600}>No environments</Text>
        <Text size="sm" c="dimmed">
          {words.join(" ")}
        </Text>
      </Stack>
    </Center>
  );
}

function EnvironmentTable({ list }: { readonly list: readonly EnvironmentSummary[] }): ReactNode {
  const pools = useLive(pickPools);
  const outOfUseOf = useOutOfUse(list);
  // Not everybody is told of labs, and their ids say nothing to anybody.
  const knowsLabs = pools.length > 0;
  const poolName = (id: string): string => pools.find((pool) => pool.id === id)?.name ?? id;
  return (
    <Table highlightOnHover verticalSpacing="xs">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Name</Table.Th>
          <Table.Th>State</Table.Th>
          <Table.Th>Machines</Table.Th>
          {knowsLabs && <Table.Th>Lab</Table.Th>}
          <Table.Th>From</Table.Th>
          <Table.Th>Until</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {list.map((one) => (
          <Table.Tr key={one.id} data-testid={`environment-${one.id}`}>
            <Table.Td>
              <Anchor
                component="button"
                type="button"
                size="sm"
                onClick={() => void openEnvironment(one.id)}
              >
                {one.name}
              </Anchor>
            </Table.Td>
            <Table.Td>
              <EnvironmentBadge environment={one} />
              <OutOfUseNote all={outOfUseOf(one)} size="xs" />
            </Table.Td>
            <Table.Td>
              {one.instances.running} of {one.instances.total} running
              {one.instances.failed > 0 && `, ${one.instances.failed} failed`}
              {unseenOf(one) !== null && " when last seen"}
            </Table.Td>
            {knowsLabs && <Table.Td>{poolName(one.pool)}</Table.Td>}
            <Table.Td>{localTime(timeForUse(one).start)}</Table.Td>
            <Table.Td>{localTime(timeForUse(one).end)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
