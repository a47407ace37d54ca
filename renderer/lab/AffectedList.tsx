import { Button, Group, Loader, Table, Text } from "@mantine/core";
import type { ReactElement } from "react";
import type { Holder } from "../../shared/pool/outlook.ts";
import { AnswerFault } from "./AnswerFault.tsx";
import { localTime } from "../ui/local-time.ts";
import { count } from "./count.ts";
import { HolderName } from "./HolderName.tsx";
import styles from "./Lab.module.css";
import { holdersText } from "./holders-text.ts";
import type { ShownHolders } from "./shown-holders.ts";
import { usePersonName, type Answer } from "./use-lab.ts";

/** Who has something of certain things, and whether they are there already. */
export function AffectedList(props: {
  readonly label: string;
  readonly answer: Answer<ShownHolders>;
  /** What is said when there is nobody. */
  readonly nobody: string;
  /** There is no room for a table. */
  readonly narrow?: boolean;
  /** Shows more of them. */
  readonly onMore: () => void;
}): ReactElement {
  const { label, answer, nobody, narrow = false, onMore } = props;
  if (answer === null) return <Loader size="xs" aria-label="Looking who is there" />;
  if (!answer.ok) return <AnswerFault fault={answer.error} />;
  const { counts, total, rows } = answer.value;
  if (total === 0)
    return (
      <Text size="sm" c="dimmed" role="status">
        {nobody}
      </Text>
    );
  const rest = total - rows.length;
  return (
    <>
      <Text size="sm" role="status">
        {holdersText(counts)}
      </Text>
      {narrow ? <Lines label={label} holders={rows} /> : <Lined label={label} holders={rows} />}
      {rest > 0 && (
        <Group gap="xs">
          <Text size="xs" c="dimmed">
            and {count(rest)} more
          </Text>
          <Button variant="subtle" size="compact-xs" onClick={onMore}>
            Show more
          </Button>
        </Group>
      )}
    </>
  );
}

const THINGS_NAMED = 4;

const NAMES = new Intl.Collator("en", { numeric: true });

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
