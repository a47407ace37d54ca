import { Button, Table, Text } from "@mantine/core";
import { useState, type ReactElement } from "react";
import type { Reading } from "../../shared/pricing/review/readings.ts";
import { localTime } from "../ui/local-time.ts";
import { quantity } from "../ui/money.ts";
import styles from "./Explain.module.css";

/** So many are shown at once; more when asked for. */
const SHOWN = 50;

/** What the meter reported, in order of time. */
export function ReadingsTable({
  readings,
}: {
  readonly readings: readonly Reading[];
}): ReactElement {
  const [shown, setShown] = useState(SHOWN);
  return (
    <div>
      <Text size="xs" fw={600} mb={4}>
        {readings.length === 1 ? "1 reading" : `${readings.length} readings`}
      </Text>
      <Table fz="xs" verticalSpacing={2} horizontalSpacing={6} aria-label="Readings of the meter">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Copy</Table.Th>
            <Table.Th>From</Table.Th>
            <Table.Th>To</Table.Th>
            <Table.Th ta="right">Reading</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {readings.slice(0, shown).map((reading) => (
            <ReadingRow key={keyOf(reading)} reading={reading} />
          ))}
        </Table.Tbody>
      </Table>
      {readings.length > shown && (
        <Button variant="subtle" size="compact-xs" onClick={() => setShown(shown * 4)}>
          Show more
        </Button>
      )}
    </div>
  );
}

function ReadingRow({ reading }: { readonly reading: Reading }): ReactElement {
  const { segment, instance, start, end } = reading;
  const marks = [
    segment.quality === "measured" ? "" : segment.quality,
    segment.source === "projected" ? "projected" : "",
    segment.reserved ? "set aside, not used" : "",
    segment.session === "" ? "" : `session ${segment.session}`,
  ].filter((text) => text !== "");
  return (
    <Table.Tr>
      <Table.Td>
        {instance || "–"}
        {marks.length > 0 && (
          <Text size="xs" c="dimmed" span>
            {" "}
            {marks.join(", ")}
          </Text>
        )}
      </Table.Td>
      <Table.Td>{localTime(new Date(start).toISOString())}</Table.Td>
      <Table.Td>
        {segment.end === null ? "goes on" : localTime(new Date(end).toISOString())}
      </Table.Td>
      <Table.Td className={styles["amount"] ?? ""}>
        {quantity(segment.quantity ?? segment.level ?? "1")} {segment.unit ?? ""}
      </Table.Td>
    </Table.Tr>
  );
}

function keyOf({ segment, instance, start, end }: Reading): string {
  return [segment.id ?? "", instance, start, end, segment.session, segment.level ?? ""].join(" ");
}
