import {
  Badge,
  Button,
  Group,
  Modal,
  SegmentedControl,
  Select,
  Stack,
  Text,
  Textarea,
} from "@mantine/core";
import { useMemo, useState, type ReactElement } from "react";
import type { Statement } from "../../shared/statements/statement.ts";
import { newId } from "../store/ids.ts";
import { localTime } from "../ui/local-time.ts";
import { keepNote, useNotes } from "./notes.ts";
import { UnkeptNotes } from "./UnkeptNotes.tsx";

interface NotesProps {
  readonly statement: Statement;
  /** Of the key that it was signed with: that lab hears what is said. */
  readonly lab: string;
  readonly onClose: () => void;
}

/** What was said about a statement, and a form for more. Works with no network: it goes up later. */
export function NotesDialog({ statement, lab, onClose }: NotesProps): ReactElement {
  return (
    <Modal opened onClose={onClose} title={`Notes on ${statement.title}`} size="lg">
      <Stack gap="md">
        <UnkeptNotes />
        <Said about={statement.id} />
        <NoteForm statement={statement} lab={lab} />
      </Stack>
    </Modal>
  );
}

/** All that was said about one statement, the newest first. */
function Said({ about }: { readonly about: string }): ReactElement {
  const { pending, known } = useNotes();
  const waiting = pending.filter(({ note }) => note.about === about);
  const heard = known.filter((note) => note.about === about);
  if (waiting.length + heard.length === 0)
    return (
      <Text size="sm" c="var(--ink-soft)">
        Nothing was said about it yet.
      </Text>
    );
  return (
    <Stack gap="xs" component="ul" m={0} p={0} aria-label="Notes" style={{ listStyle: "none" }}>
      {waiting.map(({ note, refused }) => (
        <li key={note.id}>
          <Note note={note} state={refused ?? "Goes to the lab when it can be reached"} />
        </li>
      ))}
      {heard.map((note) => (
        <li key={note.id}>
          <Note
            note={note}
            state={
              note.answer === null
                ? "The lab has it"
                : `${note.answer.by} answered: ${note.answer.text}`
            }
          />
        </li>
      ))}
    </Stack>
  );
}

function Note({
  note: { sort, title, text, madeAt },
  state,
}: {
  readonly note: {
    readonly sort: "note" | "dispute";
    readonly title: string;
    readonly text: string;
    readonly madeAt: string;
  };
  readonly state: string;
}): ReactElement {
  return (
    <>
      <Group gap="xs">
        <Badge size="sm" variant="light" color={sort === "dispute" ? "red" : "gray"}>
          {sort === "dispute" ? "Not accepted" : "Note"}
        </Badge>
        <Text size="sm" fw={600}>
          {title}
        </Text>
        <Text size="xs" c="var(--ink-soft)">
          {localTime(madeAt)}
        </Text>
      </Group>
      <Text size="sm">{text}</Text>
      <Text size="xs" c="var(--ink-soft)">
        {state}
      </Text>
    </>
  );
}

const ALL = "";

function NoteForm({ statement, lab }: Omit<NotesProps, "onClose">): ReactElement {
  const [line, setLine] = useState(ALL);
  const [sort, setSort] = useState<"note" | "dispute">("dispute");
  const [text, setText] = useState("");
  const choices = useMemo(() => choicesOf(statement), [statement]);
  const isReady = text.trim() !== "" && lab !== "";
  const keep = (): void => {
    const title = choices.find(({ value }) => value === line)?.label ?? "";
    const madeAt = new Date().toISOString();
    const note = {
      id: newId("note"),
      about: statement.id,
      line,
      title,
      text: text.trim(),
      sort,
      madeAt,
    };
    void keepNote({ note, lab, refused: null });
    setText("");
  };
  return (
    <Stack
      gap="xs"
      component="form"
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) keep();
      }}
    >
      <Select
        label="About"
        data={choices}
        value={line}
        onChange={(value) => setLine(value ?? ALL)}
        searchable
        allowDeselect={false}
      />
      <SegmentedControl
        size="xs"
        aria-label="What it is"
        value={sort}
        onChange={(value) => setSort(value === "note" ? "note" : "dispute")}
        data={[
          { value: "dispute", label: "I do not accept this" },
          { value: "note", label: "A note" },
        ]}
      />
      <Textarea
        label="What you want to say"
        autosize
        minRows={3}
        maxLength={2000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {lab === "" && (
        <Text size="xs" c="var(--ink-soft)">
          Nobody has signed this statement, so there is no lab to tell.
        </Text>
      )}
      <Group justify="flex-end">
        <Button type="submit" disabled={!isReady}>
          Keep and send
        </Button>
      </Group>
    </Stack>
  );
}

function choicesOf({ actual }: Statement): { readonly value: string; readonly label: string }[] {
  const lines = actual.lines.map(({ lineKey, title, node, window, period, rounded }) => ({
    value: lineKey,
    label: [title, node, window, period, `${rounded} ${actual.totals.currency}`]
      .filter((part) => part !== "")
      .join(", "),
  }));
  return [{ value: ALL, label: "All of it" }, ...lines];
}
