import { Loader, Table, Text } from "@mantine/core";
import type { ReactElement } from "react";
import type { Holder } from "../../shared/pool/outlook.ts";
import { AnswerFault } from "./AnswerFault.tsx";
import { localTime } from "../ui/local-time.ts";
import { count } from "./count.ts";
import { HolderName } from "./HolderName.tsx";
import styles from "./Lab.module.css";
import { holdersText } from "./holders-text.ts";
import { usePersonName, type Answer } from "./use-lab.ts";

const NAMES = new Intl.Collator("en", { numeric: true });

/** The soonest first; copies, which are there at the same time, in their order. */
function bySoonest(a: Holder, b: Holder): number {
  const between = Date.parse(a.window.start) - Date.parse(b.window.start);
  return between === 0 ? NAMES.compare(a.name ?? "", b.name ?? "") : between;
}

/** So many are read; how many there are is told. */
const SHOWN = 50;

/** Who has something of certain things, and whether they are there already. */
export function AffectedList(props: {
  readonly label: string;
  readonly answer: Answer<readonly Holder[]>;
  /** What is said when there is nobody. */
  readonly nobody: string;
  /** There is no room for a table. */
  readonly narrow?: boolean;
}): ReactElement {
  const { label, answer, nobody, narrow = false } = props;
  if (answer === null) return <Loader size="xs" aria-label="Looking who is there" />;
  if (!answer.ok) return <AnswerFault fault={answer.error} />;
  const holders = answer.value.toSorted(bySoonest);
  if (holders.length === 0)
    return (
      <Text size="sm" c="dimmed" role="status">
        {nobody}
      </Text>
    );
  return (
    <>
      <Text size="sm" role="status">
        {holdersText(holders)}
      </Text>
      {narrow ? (
        <Lines label={label} holders={holders.slice(0, SHOWN)} />
      ) : (
        <Lined label={label} holders={holders.slice(0, SHOWN)} />
      )}
      {holders.length > SHOWN && (
        <Text size="xs" c="dimmed">
          and {count(holders.length - SHOWN)} more
        </Text>
      )}
    </>
  );
}

const THINGS_NAMED = 4;

/** By name; of a whole rack the first. */
function thingsText(things: readonly string[]): string {
  const named = things.toSorted((a, b) => NAMES.compare(a, b));
  if (named.length <= THINGS_NAMED) return named.join(", ");
  const first = named.slice(0, THINGS_NAMED - 1);
  return `${first.join(", ")} and ${named.length - first.length} more`;
}

interface ListProps {
  readonly label: string;
  readonly holders: readonly Holder[];
}

function Lines({ label, holders }: ListProps): ReactElement {
  const personName = usePersonName();
  return (
    <ul className={styles["holders"]} aria-label={label}>
      {holders.map(({ id, name, owner, tenant, running, window, things }, index) => (
        <li key={id ?? `other ${index}`}>
          <HolderName id={id} name={name} window={window} />
          {running !== null && ` · ${running ? "running" : "reserved"}`}
          {owner !== null && (
            <small>
              {personName(owner)}
              {tenant !== null && `, ${tenant}`}
            </small>
          )}
          <small>
            {localTime(window.start)} – {localTime(window.end)}
          </small>
          <small title={things.join(", ")}>On {thingsText(things)}</small>
        </li>
      ))}
    </ul>
  );
}

function Lined({ label, holders }: ListProps): ReactElement {
  const personName = usePersonName();
  return (
    <Table.ScrollContainer minWidth={480} mah={260}>
      <Table verticalSpacing={4} fz="xs" aria-label={label}>
        <Table.Thead>
          <Table.Tr>
            {["Name", "Owner", "Tenant", "State", "From", "Until", "On"].map((title) => (
              <Table.Th key={title}>{title}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {holders.map(({ id, name, owner, tenant, running, window, things }, index) => (
            <Table.Tr key={id ?? `other ${index}`}>
              <Table.Td>
                <HolderName id={id} name={name} window={window} />
              </Table.Td>
              <Table.Td>{owner === null ? "" : personName(owner)}</Table.Td>
              <Table.Td>{tenant}</Table.Td>
              <Table.Td>{running === null ? "" : running ? "Running" : "Reserved"}</Table.Td>
              <Table.Td>{localTime(window.start)}</Table.Td>
              <Table.Td>{localTime(window.end)}</Table.Td>
              <Table.Td title={things.join(", ")}>{thingsText(things)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
