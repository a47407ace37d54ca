import { Stack, Textarea } from "@mantine/core";
import type { ReactElement } from "react";
import type { Design } from "../../../shared/design/design.ts";
import { edit } from "../../store/documents.ts";
import { PanelHead } from "../../ui/PanelHead.tsx";
import { useGesture } from "./use-gesture.ts";

interface NoteFormProps {
  readonly id: string;
  readonly design: Design;
  readonly readOnly: boolean;
}

/** A note's text. */
export function NoteForm({ id, design, readOnly }: NoteFormProps): ReactElement | null {
  const gesture = useGesture();
  const note = design.notes[id];
  if (note === undefined) return null;
  return (
    <>
      <PanelHead title="Note" />
      <Stack gap={12} px={14} pb={20}>
        <Textarea
          size="xs"
          label="Text"
          data-rename
          disabled={readOnly}
          value={note.text}
          onChange={(event) => {
            const changed = { ...note, text: event.currentTarget.value };
            edit("Edit note", [{ type: "put-note", id, note: changed }], {
              gesture: gesture.name(),
            });
          }}
          onBlur={gesture.end}
        />
      </Stack>
    </>
  );
}
