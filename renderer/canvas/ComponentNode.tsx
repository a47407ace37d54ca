import { useDesignCatalogue } from "../store/selectors.ts";
import type { NodeProps } from "@xyflow/react";
import { ActionIcon } from "@mantine/core";
import { IconArrowsMaximize, IconLock } from "@tabler/icons-react";
import { memo, type ReactElement } from "react";
import { isUse } from "../../shared/design/use.ts";
import { resolveNode, type ResolvedNode } from "../../shared/kinds/resolve.ts";
import { KindIcon } from "../ui/KindIcon.tsx";
import styles from "./ComponentNode.module.css";
import type { ComponentFlowNode } from "./flow.ts";
import { NodePrice } from "./NodePrice.tsx";
import { NodeStatus } from "./NodeStatus.tsx";
import { MiddleHandle, Ports } from "./Ports.tsx";
import { ProblemBadge } from "./ProblemBadge.tsx";
import { toggleUses } from "./unfolded/unfolding.ts";
import { useTargetState } from "./use-connecting.ts";
import { useZoomDetail, type ZoomDetail } from "./zoom-level.ts";

const isLight = ({ detail }: { readonly detail: ZoomDetail }): boolean => detail === "light";

/** One node of the drawing, whatever its kind; the kind says what it shows. */
export const ComponentNode = memo(function ComponentNode({
  id,
  data,
  selected,
}: NodeProps<ComponentFlowNode>): ReactElement {
  const light = useZoomDetail(isLight);
  const catalogue = useDesignCatalogue();
  const target = useTargetState(id);
  const resolved = resolveNode(id, data.node, catalogue);
  const { name } = data.node;
  return (
    <div
      className={styles["node"]}
      data-testid={`node-${id}`}
      data-category={resolved.kind?.category ?? "unknown"}
      data-selected={selected}
      data-target={target}
      data-light={light}
      data-unknown={resolved.kind === undefined}
      role="group"
      aria-label={`${name}, ${resolved.kind?.title ?? "unknown kind"}${selected ? ", selected" : ""}`}
    >
      <MiddleHandle />
      {light ? <LightFace resolved={resolved} /> : <Face resolved={resolved} />}
      <ProblemBadge nodeId={id} />
    </div>
  );
});

function LightFace({ resolved }: { resolved: ResolvedNode }): ReactElement {
  return <div className={styles["light"]}>{resolved.node.name}</div>;
}

function Face({ resolved }: { resolved: ResolvedNode }): ReactElement {
  const { id, node, kind, ports } = resolved;
  const count = node.count;
  return (
    <>
      <KindIcon kind={node.kind} />
      <div className={styles["text"]}>
        <div className={styles["head"]}>
          <span className={styles["name"]} title={node.name}>
            {node.name === "" ? "Unnamed" : node.name}
          </span>
          {count !== 1 && <span className={styles["count"]}>×{count}</span>}
          {node.locked === true && <IconLock size={12} aria-label="locked" />}
          {isUse(node) && (
            <ActionIcon
              size={20}
              className={styles["expand"]}
              aria-label={`Expand ${node.name}`}
              aria-expanded={false}
              title="Show what it holds, here"
              onClick={() => toggleUses([id])}
            >
              <IconArrowsMaximize size={14} />
            </ActionIcon>
          )}
        </div>
        <div className={styles["summary"]} title={resolved.summary}>
          {kind === undefined ? `Unknown kind “${node.kind}”` : resolved.summary}
        </div>
        <div className={styles["foot"]}>
          <NodeStatus nodeId={id} otherwise={<NodePrice nodeId={id} />} />
        </div>
      </div>
      <Ports ports={ports} nodeId={id} />
    </>
  );
}
