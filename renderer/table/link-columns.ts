import type { Design, DesignLink, Endpoint } from "../../shared/design/design.ts";
import type { DesignEdit } from "../../shared/design/edit.ts";
import type { Column, Row } from "./column.ts";

/** A link as a row. */
export interface LinkRow extends Row {
  readonly id: string;
  readonly link: DesignLink;
}

type LinkColumn = Column<LinkRow>;

/** The columns of links. */
export function linkColumns(design: Design): readonly LinkColumn[] {
  const nameOf = ({ node }: Endpoint): string => design.nodes[node]?.name ?? node;
  const portOf = ({ port, index }: Endpoint): string =>
    index === undefined ? port : `${port} ${index + 1}`;
  return [
    { id: "from", title: "From", width: 170, text: ({ link }) => nameOf(link.from) },
    { id: "from-port", title: "Port", width: 90, text: ({ link }) => portOf(link.from) },
    { id: "to", title: "To", width: 170, text: ({ link }) => nameOf(link.to) },
    { id: "to-port", title: "Port", width: 90, text: ({ link }) => portOf(link.to) },
    numberColumn("bandwidthMbps", "Bandwidth (Mb/s)", 140),
    numberColumn("vlan", "VLAN", 80),
    LABEL,
  ];
}

const LABEL: LinkColumn = {
  id: "label",
  title: "Label",
  width: 180,
  text: ({ link }) => link.label ?? "",
  editor: () => ({ type: "text" }),
  edits: (rows, value) => rows.map((row) => put(row, "label", value === "" ? undefined : value)),
};

function numberColumn(field: "bandwidthMbps" | "vlan", title: string, width: number): LinkColumn {
  return {
    id: field,
    title,
    width,
    numeric: true,
    text: ({ link }) => (link[field] === undefined ? "" : String(link[field])),
    sortKey: ({ link }) => link[field] ?? 0,
    editor: () => ({ type: "number", whole: field === "vlan" }),
    wanted: "a number above 0, or nothing",
    edits: (rows, text) => {
      const value = text.trim() === "" ? undefined : Number(text);
      if (value !== undefined && !(Number.isFinite(value) && value > 0)) return null;
      return rows.map((row) => put(row, field, value));
    },
  };
}

function put<Field extends "label" | "bandwidthMbps" | "vlan">(
  { id, link }: LinkRow,
  field: Field,
  value: DesignLink[Field],
): DesignEdit {
  const { [field]: _, ...rest } = link;
  return {
    type: "put-link",
    id,
    link: value === undefined ? (rest as DesignLink) : { ...link, [field]: value },
  };
}
