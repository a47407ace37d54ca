import { NodeResizer, type NodeProps } from "@xyflow/react";
import { IconLock } from "@tabler/icons-react";
import { memo, useState, type ReactElement } from "react";
import { edit } from "../store/documents.ts";
import { useReadOnly } from "../store/selectors.ts";
import type { NoteFlowNode } from "./flow.ts";
import styles from "./NoteNode.module.css";

/** A piece of text on the drawing; a double click (or the first key after placing) edits it. */
export const NoteNode = memo(function NoteNode({
  data,
  selected,
}: NodeProps<NoteFlowNode>): ReactElement {
  const { id, note } = data;
  const readOnly = useReadOnly();
  const [editing, setEditing] = useState(note.text === "" && !readOnly);
  return (
    // The text can also be edited in the inspector, which is reachable by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      className={styles["note"]}
      data-testid={`note-${id}`}
      data-selected={selected}
      role="note"
      aria-label={note.text === "" ? "Empty note" : note.text}
      onDoubleClick={() => {
        setEditing(!readOnly);
      }}
    >
      <NodeResizer
        isVisible={selected && !readOnly && note.locked !== true}
        minWidth={96}
        minHeight={48}
        onResizeEnd={(_, { x, y, width, height }) => {
          const resized = { ...note, position: { ...note.position, x, y }, width, height };
          edit("Resize note", [{ type: "put-note", id, note: resized }]);
        }}
      />
      {note.locked === true && (
        <IconLock size={12} aria-label="locked" className={styles["lock"]} />
      )}
      {editing ? (
        <textarea
          className={`${styles["editor"] ?? ""} nodrag nowheel`}
          aria-label="Text of the note"
          // It was asked for by the double click or by placing the note.
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
          defaultValue={note.text}
          onBlur={(event) => {
            setEditing(false);
            const text = event.currentTarget.value;
            if (text !== note.text)
              edit("Edit note", [{ type: "put-note", id, note: { ...note, text } }]);
          }}
          onKeyDown={(event) => {
            event.stopPropagation();
            if (event.key === "Escape") event.currentTarget.blur();
          }}
        />
      ) : (
        <p className={styles["text"]}>
          {note.text === "" ? <em>Double-click to write</em> : note.text}
        </p>
      )}
    </div>
  );
});
