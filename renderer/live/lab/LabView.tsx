import { Center, ScrollArea, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { useOnline, usePools } from "../state.ts";
import { AddPool } from "./AddPool.tsx";
import { PoolCard } from "./PoolCard.tsx";

/** The labs this daemon serves: what they have, what is held, and how to add one. */
export function LabView(): ReactNode {
  const pools = usePools();
  const online = useOnline();
  return (
    <ScrollArea h="100%" opacity={online ? 1 : 0.6}>
      <Stack p="lg" gap="lg" maw={1400} mx="auto">
        <Title order={2}>Lab</Title>
        {pools.length === 0 && (
          <Center mih={160}>
            <Text c="dimmed">
              {online ? "No pool yet. Add one below." : "The lab is shown when the daemon answers."}
            </Text>
          </Center>
        )}
        {pools.map((pool) => (
          <PoolCard key={pool.id} pool={pool} />
        ))}
        {online && <AddPool />}
      </Stack>
    </ScrollArea>
  );
}
