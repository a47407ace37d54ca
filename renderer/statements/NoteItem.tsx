import { Badge, Group, Text } from "@mantine/core";
import type { ReactElement, ReactNode } from "react";
import type { Dispute } from "../../shared/statements/dispute.ts";
import { localTime } from "../ui/local-time.ts";
import type { PendingNote } from "./notes.ts";

interface NoteProps {
  readonly note: Pick<Dispute, "sort" | "title" | "text" | "madeAt">;
  /** Where it stands. */
  readonly state: string;
  /** Beside what it is about. */
  readonly children?: ReactNode;
}

/** One thing that was said, as an entry of a list. */
export function NoteItem({ note, state, children }: NoteProps): ReactElement {
  const { sort, title, text, madeAt } = note;
  return (
    <li>
      <Group gap="xs">
        <Badge size="sm" variant="light" color={sort === "dispute" ? "red" : "gray"}>
          {sort === "dispute" ? "Not accepted" : "Note"}
        </Badge>
        <Text size="sm" fw={600}>
          {title}
        </Text>
        {children}
        <Text size="xs" c="var(--ink-soft)">
          {localTime(madeAt)}
        </Text>
      </Group>
      <Text size="sm" style={{ whiteSpace: "pre-wrap" }}>
        {text}
      </Text>
      <Text size="xs" c="var(--ink-soft)">
        {state}
      </Text>
    </li>
  );
}

/** One that no lab has heard yet, or has not taken. */
export function WaitingNote(props: {
  readonly pending: PendingNote;
  readonly children?: ReactNode;
}): ReactElement {
  const { note, refused } = props.pending;
  const state = refused ?? "Goes to the lab when it can be reached";
  return (
    <NoteItem note={note} state={state}>
      {props.children}
    </NoteItem>
  );
}

/** What the lab said to it, and what came of that. */
export function answerWord({ answer }: Pick<Dispute, "answer">): string {
  if (answer === null) return "The lab has it";
  const { by, text, outcome, creditNote } = answer;
  const came = outcome === "answered" ? "answered" : `${outcome} it`;
  return `${by} ${came}: ${text}${creditNote === undefined ? "" : ` (credit note ${creditNote})`}`;
}
