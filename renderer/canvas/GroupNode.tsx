import { ActionIcon } from "@mantine/core";
import { Handle, Position, type NodeProps } from "@xyflow/react";
import { IconChevronDown, IconChevronRight, IconFolder, IconLock } from "@tabler/icons-react";
import { memo, type CSSProperties, type ReactElement } from "react";
import { edit } from "../store/documents.ts";
import { useReadOnly } from "../store/selectors.ts";
import { LINK_HANDLE, type GroupFlowNode } from "./flow.ts";
import styles from "./GroupNode.module.css";

/** A group's colour for its style sheet. React has no type for custom properties. */
export function tint(color: string | undefined): CSSProperties | undefined {
  return color === undefined ? undefined : ({ "--group": color } as CSSProperties);
}

/** The frame around a group's members, or one card in their place when it is collapsed. */
export const GroupNode = memo(function GroupNode({
  data,
  selected,
}: NodeProps<GroupFlowNode>): ReactElement {
  const { id, group, members, locked } = data;
  const readOnly = useReadOnly();
  const collapsed = group.collapsed === true;
  const toggle = (): void => {
    const changed = { ...group, collapsed: !collapsed };
    edit(collapsed ? "Expand" : "Collapse", [{ type: "put-group", id, group: changed }]);
  };
  const Arrow = collapsed ? IconChevronRight : IconChevronDown;
  return (
    <div
      className={collapsed ? styles["card"] : styles["frame"]}
      data-testid={`group-${id}`}
      data-selected={selected}
      role="group"
      aria-label={`Group ${group.name}, ${members} nodes${collapsed ? ", collapsed" : ""}`}
      style={tint(group.color)}
    >
      {collapsed && (
        <Handle
          id={LINK_HANDLE}
          type="source"
          position={Position.Top}
          isConnectable={false}
          className={styles["middle"]}
        />
      )}
      <div className={styles["head"]}>
        <ActionIcon
          size="sm"
          className="nodrag"
          aria-label={`${collapsed ? "Expand" : "Collapse"} ${group.name}`}
          disabled={readOnly}
          onClick={toggle}
        >
          <Arrow size={14} />
        </ActionIcon>
        {collapsed && <IconFolder size={18} aria-hidden />}
        <span className={styles["name"]}>{group.name}</span>
        <span className={styles["members"]}>{members}</span>
        {locked && <IconLock size={12} aria-label="locked" />}
      </div>
    </div>
  );
});
