import type { z } from "zod";
import type { Catalogue } from "../../shared/catalogue/catalogue.ts";
import type { Design, DesignNode } from "../../shared/design/design.ts";
import type { DesignEdit } from "../../shared/design/edit.ts";
import type { ComponentKind, FieldHint } from "../../shared/kinds/component-kind.ts";
import type { ResolvedNode } from "../../shared/kinds/resolve.ts";
import { regrouping } from "../commands/grouping.ts";
import { fieldType, type FieldType } from "../panels/inspector/field-type.ts";
import { propertyValue, textOf, type Json } from "../panels/inspector/subject.ts";
import type { CellEditor, Column, Row } from "./column.ts";

/** A node as a row. */
export interface NodeRow extends Row {
  readonly node: ResolvedNode;
  readonly links: number;
}

type NodeColumn = Column<NodeRow>;

const YES_OR_NO: CellEditor = {
  type: "choice",
  options: [
    { value: "yes", label: "Yes" },
    { value: "no", label: "No" },
  ],
};

/** The columns of nodes: what all have; of one kind alone, its properties too. */
export function nodeColumns(
  design: Design,
  catalogue: Catalogue,
  kind: ComponentKind | null,
): readonly NodeColumn[] {
  return [
    NAME,
    ...(kind === null ? [KIND] : []),
    COUNT,
    groupColumn(design),
    LOCKED,
    ...(kind === null ? [SUMMARY] : propertyColumns(kind, catalogue)),
    LINKS,
  ];
}

const NAME: NodeColumn = {
  id: "name",
  title: "Name",
  width: 180,
  text: ({ node }) => node.node.name,
  editor: () => ({ type: "text" }),
  edits: (rows, name) => changeAll(rows, { name }),
};

const KIND: NodeColumn = {
  id: "kind",
  title: "Kind",
  width: 120,
  text: ({ node }) => node.kind?.title ?? node.node.kind,
};

const COUNT: NodeColumn = {
  id: "count",
  title: "Count",
  width: 80,
  numeric: true,
  text: ({ node }) => String(node.node.count),
  sortKey: ({ node }) => node.node.count,
  editor: ({ node }) =>
    node.kind?.countable === true ? { type: "number", whole: true } : undefined,
  wanted: "a whole number from 1 on",
  edits: (rows, value) => {
    const count = Number(value);
    return value.trim() === "" || !Number.isInteger(count) || count < 1
      ? null
      : changeAll(rows, { count });
  },
};

const LOCKED: NodeColumn = {
  id: "locked",
  title: "Locked",
  width: 80,
  text: ({ node }) => (node.node.locked === true ? "Yes" : "No"),
  raw: ({ node }) => (node.node.locked === true ? "yes" : "no"),
  editor: () => YES_OR_NO,
  edits: (rows, value) => changeAll(rows, { locked: value === "yes" ? true : null }),
};

const SUMMARY: NodeColumn = {
  id: "summary",
  title: "What it is",
  width: 220,
  text: ({ node }) => node.summary,
};

const LINKS: NodeColumn = {
  id: "links",
  title: "Links",
  width: 70,
  numeric: true,
  text: ({ links }) => String(links),
  sortKey: ({ links }) => links,
};

function groupColumn(design: Design): NodeColumn {
  const options = [
    { value: "", label: "None" },
    ...Object.entries(design.groups).map(([id, { name }]) => ({ value: id, label: name })),
  ];
  return {
    id: "group",
    title: "Group",
    width: 130,
    text: ({ node }) => design.groups[node.node.group ?? ""]?.name ?? "",
    raw: ({ node }) => node.node.group ?? "",
    editor: () => ({ type: "choice", options }),
    edits: (rows, value) =>
      regrouping(
        design,
        rows.map(({ node }) => node.id),
        value === "" ? null : value,
      ),
  };
}

type NodeChange = { readonly [K in keyof DesignNode]?: DesignNode[K] | null };

function changeAll(rows: readonly NodeRow[], change: NodeChange): readonly DesignEdit[] {
  return rows.map(({ node }) => ({ type: "change-node", id: node.id, change }));
}

/** Properties that fit in a cell; lists and tables are left to the inspector. */
function propertyColumns(kind: ComponentKind, catalogue: Catalogue): readonly NodeColumn[] {
  return Object.entries(kind.fields).flatMap(([property, hint]) => {
    const schema = kind.properties.shape[property];
    if (schema === undefined) return [];
    // Zod types a shape's values as its core type; every schema of a kind is a classic one.
    const type = fieldType(schema as z.ZodType);
    const editor = editorOf(type, hint, catalogue);
    return editor === null ? [] : [propertyColumn(property, hint, type, editor)];
  });
}

function propertyColumn(
  property: string,
  hint: FieldHint,
  type: FieldType,
  editor: CellEditor,
): NodeColumn {
  const raw = ({ node }: NodeRow): string => {
    const value = propertyValue(node, property);
    return typeof value === "boolean" ? (value ? "yes" : "no") : textOf(value);
  };
  const labels = new Map(
    editor.type === "choice" ? editor.options.map(({ value, label }) => [value, label]) : [],
  );
  return {
    id: `property ${property}`,
    title: hint.unit === undefined ? hint.label : `${hint.label} (${hint.unit})`,
    width: type.type === "number" ? 110 : 160,
    ...(type.type === "number" && { numeric: true }),
    text: (row) => labels.get(raw(row)) ?? raw(row),
    raw,
    ...(type.type === "number" && { sortKey: (row: NodeRow) => Number(raw(row)) }),
    editor: () => editor,
    ...(type.type === "number" && { wanted: type.whole ? "a whole number" : "a number" }),
    edits: (rows, text) => {
      const value = parsed(type, text);
      return value === undefined
        ? null
        : rows.map(({ node }) => ({ type: "set-property", id: node.id, property, value }));
    },
  };
}

function editorOf(type: FieldType, hint: FieldHint, catalogue: Catalogue): CellEditor | null {
  switch (type.type) {
    case "number":
      return { type: "number", whole: type.whole };
    case "switch":
      return YES_OR_NO;
    case "choice":
      return choices(type.options, type.nullable);
    case "text":
      if (hint.choose === undefined) return { type: "text" };
      return choices(
        catalogue.data[hint.choose].map(({ id }) => id),
        type.nullable,
        new Map(catalogue.data[hint.choose].map(({ id, name }) => [id, name])),
      );
    case "list":
    case "table":
    case "other":
      return null;
  }
}

function choices(
  values: readonly string[],
  nullable: boolean,
  labels: ReadonlyMap<string, string> = new Map(),
): CellEditor {
  const options = values.map((value) => ({ value, label: labels.get(value) ?? value }));
  return {
    type: "choice",
    options: nullable ? [{ value: "", label: "None" }, ...options] : options,
  };
}

/** The property's value for a text; null takes the default again, undefined cannot be. */
function parsed(type: FieldType, text: string): Json | null | undefined {
  if (text.trim() === "") return type.type === "text" && !type.nullable ? "" : null;
  if (type.type === "switch") return text === "yes";
  if (type.type !== "number") return text;
  const value = Number(text);
  return Number.isFinite(value) && (!type.whole || Number.isInteger(value)) ? value : undefined;
}
