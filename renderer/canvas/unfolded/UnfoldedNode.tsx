import { ActionIcon } from "@mantine/core";
import { IconArrowsMinimize, IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import type { NodeProps } from "@xyflow/react";
import { memo, type ReactElement } from "react";
import { resolveNode } from "../../../shared/kinds/resolve.ts";
import { activeDocument } from "../../store/documents.ts";
import { useDesignCatalogue } from "../../store/selectors.ts";
import { showCopy } from "../../store/unfolded.ts";
import { KindIcon } from "../../ui/KindIcon.tsx";
import type { UnfoldedFlowNode } from "../flow.ts";
import { MiddleHandle, Ports } from "../Ports.tsx";
import { NodePrice } from "../NodePrice.tsx";
import { NodeStatus } from "../NodeStatus.tsx";
import { ProblemBadge } from "../ProblemBadge.tsx";
import { useTargetState } from "../use-connecting.ts";
import { toggleUses } from "./unfolding.ts";
import styles from "./UnfoldedNode.module.css";

/** The frame around what a use of a component holds, shown in the place of its card. */
export const UnfoldedNode = memo(function UnfoldedNode({
  id,
  data,
  selected,
  width = 0,
}: NodeProps<UnfoldedFlowNode>): ReactElement {
  const { node, copy } = data;
  const target = useTargetState(id);
  const { kind, ports } = resolveNode(id, node, useDesignCatalogue());
  return (
    <div
      className={styles["frame"]}
      data-testid={`node-${id}`}
      data-category={kind?.category ?? "unknown"}
      data-selected={selected}
      data-target={target}
      role="group"
      aria-label={`${node.name}, ${kind?.title ?? "unknown kind"}, expanded${selected ? ", selected" : ""}`}
    >
      <MiddleHandle />
      <div className={styles["head"]}>
        <ActionIcon
          size="sm"
          aria-label={`Collapse ${node.name}`}
          aria-expanded
          onClick={() => toggleUses([id])}
        >
          <IconArrowsMinimize size={14} />
        </ActionIcon>
        <KindIcon kind={node.kind} size={13} />
        <span className={styles["name"]} title={node.name}>
          {node.name === "" ? "Unnamed" : node.name}
        </span>
        {node.count > 1 && <Copies id={id} copy={copy} count={node.count} />}
        <span className={styles["end"]}>
          <NodeStatus nodeId={id} otherwise={<NodePrice nodeId={id} />} />
        </span>
      </div>
      <Ports ports={ports} nodeId={id} width={width} />
      <ProblemBadge nodeId={id} />
    </div>
  );
});

interface CopiesProps {
  readonly id: string;
  readonly copy: number;
  readonly count: number;
}

/** Which of several copies is shown, and the way to the others. */
function Copies({ id, copy, count }: CopiesProps): ReactElement {
  const show = (wished: number): void => {
    const document = activeDocument();
    if (document !== null) showCopy(document.id, id, wished);
  };
  return (
    <span className={styles["copies"]}>
      <ActionIcon
        size="sm"
        aria-label="Previous copy"
        disabled={copy <= 1}
        onClick={() => show(copy - 1)}
      >
        <IconChevronLeft size={14} />
      </ActionIcon>
      <span aria-live="polite">
        {copy} of {count}
      </span>
      <ActionIcon
        size="sm"
        aria-label="Next copy"
        disabled={copy >= count}
        onClick={() => show(copy + 1)}
      >
        <IconChevronRight size={14} />
      </ActionIcon>
    </span>
  );
}
