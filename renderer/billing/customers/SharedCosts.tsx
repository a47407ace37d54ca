import { Button, Group, Table, Text, Title } from "@mantine/core";
import { useState, type ReactElement } from "react";
import type { CustomerContract } from "../../../shared/billing/customer-contract.ts";
import { sharersWord } from "../../../shared/billing/sharing.ts";
import type { Sharing } from "../../../shared/pricing/engine/sharing.ts";
import { useRole } from "../../live/role.ts";
import { useLive } from "../../live/state.ts";
import { day } from "../words.ts";
import { ShareDialog } from "./ShareDialog.tsx";

const NONE: readonly Sharing[] = [];

/** Environments whose cost several parties share, and a way to share another one. */
export function SharedCosts(props: { readonly contract: CustomerContract }): ReactElement | null {
  const { sharing = NONE, billingZone } = props.contract.contract;
  const may = useRole("customer");
  const [sharingNow, setSharingNow] = useState(false);
  if (sharing.length === 0 && !may) return null;
  return (
    <section aria-label="Shared environments">
      <Group justify="space-between">
        <Title order={3} size="h5">
          Shared environments
        </Title>
        {may && (
          <Button size="compact-xs" variant="default" onClick={() => setSharingNow(true)}>
            Share a cost…
          </Button>
        )}
      </Group>
      {sharing.length === 0 && (
        <Text size="sm" c="var(--ink-soft)">
          None: whoever pays for the rest pays for each of them.
        </Text>
      )}
      {sharing.length > 0 && (
        <Table fz="sm" verticalSpacing={4} aria-label="Shared environments">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Environment</Table.Th>
              <Table.Th>Paid by</Table.Th>
              <Table.Th>From</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {sharing.map((one) => (
              <SharedRow key={`${one.environment} ${one.from}`} sharing={one} />
            ))}
          </Table.Tbody>
        </Table>
      )}
      {sharingNow && (
        <ShareDialog zone={billingZone} sharing={sharing} onClose={() => setSharingNow(false)} />
      )}
    </section>
  );
}

function SharedRow({ sharing }: { readonly sharing: Sharing }): ReactElement {
  const { environment, from } = sharing;
  const name = useLive(({ summaries }) => summaries[environment]?.name ?? environment);
  return (
    <Table.Tr>
      <Table.Td>{name}</Table.Td>
      <Table.Td>{sharersWord(sharing)}</Table.Td>
      <Table.Td>{day(from)}</Table.Td>
    </Table.Tr>
  );
}
