import { ok, type Result } from "../../../base/result.ts";
import type { Design, DesignLink, DesignNode, Endpoint } from "../../../design/design.ts";
import { fileName } from "../../file-name.ts";
import type { Exported } from "../../format.ts";
import { lossLog, type LossLog } from "../../loss.ts";
import { fieldsOf, textOf } from "../../values.ts";
import { cellOf, textCell } from "./cells.ts";
import { COLUMNS, namesColumn, type Column } from "./columns.ts";
import { printTable } from "./table.ts";

type Cells = Partial<Record<Column, string>>;

/** Writes one table: first the nodes, with a column for every property that any of them has, then links and notes. */
export function writeCsv(design: Design): Result<Exported> {
  const loss = lossLog();
  const nodes = Object.entries(design.nodes);
  const names = new Set<string>();
  for (const [, node] of nodes)
    for (const name of Object.keys(propertiesOf(node)))
      if (namesColumn(name)) loss.add("dropped", `property ${name}`, "", node.name);
      else names.add(name);
  const links = Object.values(design.links);
  for (const link of links) for (const name of Object.keys(fieldsOf(link, "csv"))) names.add(name);
  const properties = [...names].sort();
  const rows = [
    ...nodes.map(([id, node]) =>
      inOrder(nodeCells(id, node, design, loss)).concat(
        properties.map((name) => cellOf(propertiesOf(node)[name])),
      ),
    ),
    ...links.map((link) =>
      inOrder(linkCells(link, loss)).concat(
        properties.map((name) => cellOf(fieldsOf(link, "csv")[name])),
      ),
    ),
    ...Object.values(design.notes).map((note) => {
      loss.add("mapped", "Note", "row", "");
      const { x, y } = note.position;
      return inOrder({ record: "note", x: String(x), y: String(y), label: textCell(note.text) });
    }),
  ];
  for (const { parent, name } of Object.values(design.groups))
    if (parent !== undefined) loss.add("dropped", "group within a group", "", name);
  const heading = [...COLUMNS, ...properties];
  const text = printTable([heading, ...rows.map((cells) => filledUp(cells, heading.length))]);
  return ok({ files: [{ name: fileName(design.name, "csv"), text }], report: loss.report() });
}

/** RFC 4180: each line has the same number of cells. */
function filledUp(cells: readonly string[], width: number): readonly string[] {
  return cells.concat(Array.from({ length: width - cells.length }, () => ""));
}

/** With what a table of another program had beyond what Labwright understands. */
function propertiesOf(node: DesignNode): Readonly<Record<string, unknown>> {
  return { ...fieldsOf(node, "csv"), ...node.properties };
}

function inOrder(cells: Cells): string[] {
  return COLUMNS.map((column) => cells[column] ?? "");
}

function nodeCells(id: string, node: DesignNode, design: Design, loss: LossLog): Cells {
  loss.add("mapped", "Node", "row", node.name);
  const group = node.group === undefined ? undefined : design.groups[node.group]?.name;
  return {
    record: "node",
    id,
    name: textCell(node.name),
    kind: node.kind,
    count: String(node.count),
    x: String(node.position.x),
    y: String(node.position.y),
    ...(group !== undefined && { group: textCell(group) }),
  };
}

function linkCells({ from, to, bandwidthMbps, vlan, label }: DesignLink, loss: LossLog): Cells {
  loss.add("mapped", "Link", "row", label ?? "");
  return {
    record: "link",
    ...endCells("from", from),
    ...endCells("to", to),
    ...(bandwidthMbps !== undefined && { "bandwidth mbps": String(bandwidthMbps) }),
    ...(vlan !== undefined && { vlan: String(vlan) }),
    ...(label !== undefined && { label: textCell(label) }),
  };
}

function endCells(side: "from" | "to", end: Endpoint): Cells {
  return {
    [side]: end.node,
    [`${side} port`]: end.port,
    ...(end.index !== undefined && { [`${side} index`]: String(end.index) }),
    ...(textOf(end, "interface") !== "" && {
      [`${side} interface`]: textCell(textOf(end, "interface")),
    }),
  };
}
