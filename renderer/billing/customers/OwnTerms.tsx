import { Button, Group, List, Stack, Table, Text, Title } from "@mantine/core";
import { useState, type ReactElement } from "react";
import type { CustomerContract } from "../../../shared/billing/customer-contract.ts";
import type { Release } from "../../../shared/pricing/engine/contract.ts";
import type { QosTerm } from "../../../shared/pricing/engine/schema/discount.ts";
import { useRole } from "../../live/role.ts";
import { useDaemonNow } from "../../live/running-charge.ts";
import { useLive } from "../../live/state.ts";
import { day } from "../words.ts";
import { ClaimDialog } from "./ClaimDialog.tsx";
import { EndLicenceDialog } from "./EndLicenceDialog.tsx";
import { guaranteeWords } from "./contract-words.ts";
import { SharedCosts } from "./SharedCosts.tsx";
import { useGuarantees } from "./guarantees.ts";

/** What a customer can do with its own contract beside ending it: ask for credits, and end licences. */
export function OwnTerms({ contract }: { readonly contract: CustomerContract }): ReactElement {
  const terms = useGuarantees();
  return (
    <Stack gap="md">
      <Guarantees contract={contract} terms={terms} />
      <SharedCosts contract={contract} />
      <Kept contract={contract} />
    </Stack>
  );
}

interface GuaranteesProps {
  readonly contract: CustomerContract;
  readonly terms: readonly QosTerm[];
}

function Guarantees({ contract: { contract }, terms }: GuaranteesProps): ReactElement | null {
  const may = useRole("customer");
  const [asking, setAsking] = useState(false);
  if (terms.length === 0 && contract.claims.length === 0) return null;
  const title = (id: string): string => terms.find((one) => one.id === id)?.title ?? id;
  return (
    <section aria-label="Guarantees">
      <Group justify="space-between">
        <Title order={3} size="h5">
          Guarantees
        </Title>
        {may && terms.length > 0 && (
          <Button size="compact-xs" variant="default" onClick={() => setAsking(true)}>
            Ask for a credit…
          </Button>
        )}
      </Group>
      <List size="sm">
        {terms.map((term) => (
          <List.Item key={term.id}>{guaranteeWords(term)}</List.Item>
        ))}
      </List>
      {contract.claims.map(({ term, month, at }) => (
        <Text key={`${term} ${month}`} size="sm">
          Asked for on {day(at)}: {title(term)}, {month}. The bill after that says what came of it.
        </Text>
      ))}
      {asking && <ClaimDialog terms={terms} onClose={() => setAsking(false)} />}
    </section>
  );
}

function Kept({ contract }: { readonly contract: CustomerContract }): ReactElement | null {
  const { releases } = contract.contract;
  const [ending, setEnding] = useState<Release | null>(null);
  if (releases.length === 0) return null;
  return (
    <section aria-label="Kept environments">
      <Title order={3} size="h5">
        Kept environments
      </Title>
      <Table fz="sm" verticalSpacing={4} aria-label="Kept environments">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Environment</Table.Th>
            <Table.Th>Kept</Table.Th>
            <Table.Th>Since</Table.Th>
            <Table.Th>Until</Table.Th>
            <Table.Td />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {releases.map((release) => (
            <KeptRow key={release.environment} release={release} onEnd={() => setEnding(release)} />
          ))}
        </Table.Tbody>
      </Table>
      {ending !== null && <EndLicenceDialog release={ending} onClose={() => setEnding(null)} />}
    </section>
  );
}

function KeptRow(props: { readonly release: Release; readonly onEnd: () => void }): ReactElement {
  const { environment, option, at, until } = props.release;
  const may = useRole("customer");
  const now = useDaemonNow(60_000);
  const name = useLive(({ summaries }) => summaries[environment]?.name ?? environment);
  const isLicence = option === "renew";
  const isOver = until !== undefined && Date.parse(until) <= now;
  return (
    <Table.Tr>
      <Table.Td>{name}</Table.Td>
      <Table.Td>{isLicence ? "by a licence that is renewed" : "bought"}</Table.Td>
      <Table.Td>{day(at)}</Table.Td>
      <Table.Td>{until === undefined ? (isLicence ? "goes on" : "for good") : day(until)}</Table.Td>
      <Table.Td>
        {may && isLicence && !isOver && (
          <Button
            size="compact-xs"
            variant="default"
            aria-label={`End the licence of ${name}`}
            onClick={props.onEnd}
          >
            End…
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
