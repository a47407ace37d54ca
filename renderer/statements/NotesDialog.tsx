import {
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
import type { RatedLine } from "../../shared/pricing/engine/line.ts";
import { newId } from "../store/ids.ts";
import { money } from "../ui/money.ts";
import { keepNote, useNotes } from "./notes.ts";
import { answerWord, NoteItem, WaitingNote } from "./NoteItem.tsx";
import { UnkeptNotes } from "./UnkeptNotes.tsx";

/** A statement or a bill, as notes are about it. */
export interface Notable {
  /** The statement's id, or the bill's number. */
  readonly id: string;
  readonly title: string;
  readonly currency: string;
  readonly lines: readonly NotableLine[];
}

interface NotableLine extends Pick<RatedLine, "title" | "node" | "window" | "period" | "rounded"> {
  /** Of its own among the lines. */
  readonly key: string;
}

interface NotesProps {
  readonly of: Notable;
  /** Of the key that it was signed with: that lab hears what is said. */
  readonly lab: string;
  readonly onClose: () => void;
}

/** What was said about a statement or a bill, and a form for more. Works with no network: it goes up later. */
export function NotesDialog({ of, lab, onClose }: NotesProps): ReactElement {
  return (
    <Modal opened onClose={onClose} title={`Notes on ${of.title}`} size="lg">
      <Stack gap="md">
        <UnkeptNotes />
        <Said about={of.id} />
        <NoteForm of={of} lab={lab} />
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
      {waiting.map((one) => (
        <WaitingNote key={one.note.id} pending={one} />
      ))}
      {heard.map((note) => (
        <NoteItem key={note.id} note={note} state={answerWord(note)} />
      ))}
    </Stack>
  );
}

const ALL = "";

function NoteForm({ of, lab }: Omit<NotesProps, "onClose">): ReactElement {
  const [line, setLine] = useState(ALL);
  const [sort, setSort] = useState<"note" | "dispute">("dispute");
  const [text, setText] = useState("");
  const choices = useMemo(() => choicesOf(of), [of]);
  const isReady = text.trim() !== "" && lab !== "";
  const keep = (): void => {
    const title = choices.find(({ value }) => value === line)?.label ?? "";
    const madeAt = new Date().toISOString();
    const note = {
      id: newId("note"),
      about: of.id,
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
          It is not known which lab this is from, so there is nobody to tell.
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

function choicesOf({ lines, currency }: Notable): { value: string; label: string }[] {
  const choices = lines.map(({ key, title, node, window, period, rounded }) => ({
    value: key,
    label: [title, node, window, period, money(rounded, currency)]
      .filter((part) => part !== "")
      .join(", "),
  }));
  return [{ value: ALL, label: "All of it" }, ...choices];
}
