import { ScrollArea, Table, Text } from "@mantine/core";
import { useMemo, type ReactNode } from "react";
import { LinkButton } from "../ui/LinkButton.tsx";
import { clockTime } from "../ui/local-time.ts";
import { eventRows, type EventRow } from "./event-words.ts";
import { wayTo } from "./event-ways.ts";
import { useLive, type Live } from "./state.ts";

const pickEvents = (live: Live): Live["events"] => live.events;
const pickPools = (live: Live): Live["pools"] => live.pools;
const pickSummaries = (live: Live): Live["summaries"] => live.summaries;

/** What happened, newest first; of one environment, or of all. */
export function EventsPanel({ environment }: { readonly environment: string | null }): ReactNode {
  const events = useLive(pickEvents);
  const pools = useLive(pickPools);
  const summaries = useLive(pickSummaries);
  const rows = useMemo(
    () => eventRows(events, environment, pools, summaries),
    [events, environment, pools, summaries],
  );
  if (rows.length === 0)
    return (
      <Text size="sm" c="dimmed" p="md">
        Nothing has happened yet.
      </Text>
    );
  return (
    <ScrollArea h="100%">
      <Table verticalSpacing={4} aria-label="Events">
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.sequence}>
              <Table.Td w={170} c="dimmed" style={{ whiteSpace: "nowrap" }}>
                {clockTime(Date.parse(row.at))}
              </Table.Td>
              <Table.Td>
                <What row={row} shown={environment} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea>
  );
}

/** What happened, and by a press to where it is seen. */
function What(props: { readonly row: EventRow; readonly shown: string | null }): ReactNode {
  const { text, body } = props.row;
  const way = wayTo(body, props.shown);
  if (way === null) return text;
  return (
    <LinkButton title={way.title} onClick={way.go}>
      {text}
    </LinkButton>
  );
}
