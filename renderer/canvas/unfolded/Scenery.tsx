import type { NodeProps } from "@xyflow/react";
import { memo, type ReactElement } from "react";
import type { SceneryFlowNode } from "../flow.ts";
import { tint } from "../GroupNode.tsx";
import groupStyles from "../GroupNode.module.css";
import noteStyles from "../NoteNode.module.css";
import styles from "./Scenery.module.css";

/** A group or a note of a component, where a use of it is shown with what it holds: to be seen only. */
export const Scenery = memo(function Scenery({ data }: NodeProps<SceneryFlowNode>): ReactElement {
  const { of } = data;
  if (of.type === "note")
    return (
      <div className={noteStyles["note"]} data-testid={`note-${of.noteId}`} role="note">
        <p className={noteStyles["text"]}>{of.note.text}</p>
      </div>
    );
  const { groupId, group, members } = of;
  return (
    <div
      className={groupStyles["frame"]}
      data-testid={`group-${groupId}`}
      role="group"
      aria-label={`Group ${group.name}, ${members} nodes`}
      style={tint(group.color)}
    >
      <div className={`${groupStyles["head"] ?? ""} ${styles["head"] ?? ""}`}>
        <span className={groupStyles["name"]}>{group.name}</span>
        <span className={groupStyles["members"]}>{members}</span>
      </div>
    </div>
  );
});
