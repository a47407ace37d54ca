import { Handle, Position } from "@xyflow/react";
import type { ReactElement } from "react";
import { isInner } from "../../shared/design/element-path.ts";
import type { PortGroup } from "../../shared/kinds/component-kind.ts";
import styles from "./ComponentNode.module.css";
import { LINK_HANDLE, portOffset } from "./flow.ts";

/** The invisible handle in the middle of a node that links are tied to. */
export function MiddleHandle(): ReactElement {
  return (
    <Handle
      id={LINK_HANDLE}
      type="source"
      position={Position.Top}
      isConnectable={false}
      className={styles["middle"]}
    />
  );
}

interface PortsProps {
  readonly ports: readonly PortGroup[];
  readonly nodeId: string;
  /** Of the node; left out, that of a card. */
  readonly width?: number;
}

/** A node's ports along its lower edge, to draw links from; those inside of a use belong to its component. */
export function Ports({ ports, nodeId, width }: PortsProps): ReactElement {
  const inner = isInner(nodeId);
  return (
    <>
      {ports.map((port, index) => (
        <Handle
          key={port.id}
          id={port.id}
          type="source"
          position={Position.Bottom}
          isConnectable={!inner}
          className={styles["port"]}
          style={{ left: portOffset(index, ports.length, width) }}
          data-medium={port.medium}
          data-testid={`port-${nodeId}-${port.id}`}
          title={inner ? port.title : `${port.title}: drag to link`}
        />
      ))}
    </>
  );
}
