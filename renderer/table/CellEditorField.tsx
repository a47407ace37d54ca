import { useRef, useState, type ReactElement } from "react";
import type { CellEditor } from "./column.ts";
import styles from "../ui/grid/Grid.module.css";

interface CellEditorFieldProps {
  readonly editor: CellEditor;
  readonly label: string;
  readonly value: string;
  /** False when the value cannot be. */
  readonly onCommit: (value: string) => boolean;
  /** Editing is over, one way or the other. */
  readonly onEnd: () => void;
}

/** The editor in a cell: Enter and leaving it take the value, Escape does not. */
export function CellEditorField(props: CellEditorFieldProps): ReactElement {
  const { editor, label, value, onCommit, onEnd } = props;
  const [text, setText] = useState(value);
  const [refused, setRefused] = useState(false);
  // Ending takes the focus away, which would otherwise count as leaving.
  const over = useRef(false);
  const end = (): void => {
    over.current = true;
    onEnd();
  };
  const take = (taken: string, leaving: boolean): void => {
    if (over.current) return;
    if (taken === value || onCommit(taken)) end();
    else if (leaving) end();
    else setRefused(true);
  };
  const common = {
    "aria-label": label,
    "aria-invalid": refused,
    className: styles["editor"] ?? "",
    // The cell was asked to be edited: the keyboard belongs here.
    autoFocus: true,
    onKeyDown: (event: React.KeyboardEvent) => {
      event.stopPropagation();
      if (event.key === "Escape") end();
      if (event.key === "Enter" || event.key === "Tab") {
        event.preventDefault();
        take(text, false);
      }
    },
    onBlur: () => take(text, true),
  };
  if (editor.type === "choice")
    return (
      <select {...common} value={text} onChange={(event) => setText(event.currentTarget.value)}>
        {editor.options.every((option) => option.value !== text) && (
          <option value={text}>{text}</option>
        )}
        {editor.options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    );
  return (
    <input
      {...common}
      value={text}
      // What is typed takes the place of what was there, the more so where that is of one of several rows.
      onFocus={(event) => {
        event.currentTarget.select();
      }}
      inputMode={editor.type === "number" ? "decimal" : "text"}
      onChange={(event) => {
        setText(event.currentTarget.value);
        setRefused(false);
      }}
    />
  );
}
