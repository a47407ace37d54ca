/** Our own columns, in the order of writing; the properties of the nodes follow. */
export const COLUMNS = [
  "record",
  "id",
  "name",
  "kind",
  "count",
  "x",
  "y",
  "group",
  "from",
  "from port",
  "from index",
  "from interface",
  "to",
  "to port",
  "to index",
  "to interface",
  "bandwidth mbps",
  "vlan",
  "label",
] as const;
export type Column = (typeof COLUMNS)[number];

/** What others call them, in small letters with single blanks. */
const ALIASES: Readonly<Record<string, Column>> = {
  hostname: "name",
  host: "name",
  "host name": "name",
  node: "name",
  device: "name",
  "device name": "name",
  "node name": "name",
  type: "kind",
  role: "kind",
  "device type": "kind",
  "node type": "kind",
  category: "kind",
  quantity: "count",
  number: "count",
  source: "from",
  src: "from",
  "node a": "from",
  "device a": "from",
  "a node": "from",
  "a device": "from",
  "side a device": "from",
  target: "to",
  destination: "to",
  dst: "to",
  "node b": "to",
  "device b": "to",
  "b node": "to",
  "b device": "to",
  "side b device": "to",
  "source interface": "from interface",
  "source port": "from interface",
  "interface a": "from interface",
  "port a": "from interface",
  "side a name": "from interface",
  "target interface": "to interface",
  "target port": "to interface",
  "destination interface": "to interface",
  "destination port": "to interface",
  "interface b": "to interface",
  "port b": "to interface",
  "side b name": "to interface",
  bandwidth: "bandwidth mbps",
  site: "group",
  rack: "group",
  description: "label",
};

/** The column that a heading means, or nothing: then it is a property. */
export function columnOf(heading: string): Column | undefined {
  const plain = plainWords(heading);
  return Object.hasOwn(ALIASES, plain) ? ALIASES[plain] : ownColumn(heading);
}

/** What each heading of a table is: of several that mean one column, the one of its name is it, else the first. */
export function columnsOf(head: readonly string[]): readonly (Column | undefined)[] {
  const chosen = new Map<Column, number>();
  for (const meaningOf of [ownColumn, columnOf])
    for (const [index, heading] of head.entries()) {
      const column = meaningOf(heading);
      if (column !== undefined && !chosen.has(column)) chosen.set(column, index);
    }
  const byIndex = new Map([...chosen].map(([column, index]) => [index, column]));
  return head.map((_, index) => byIndex.get(index));
}

/** A heading that names a column of ours, which no property can have beside it. */
export function namesColumn(heading: string): boolean {
  return ownColumn(heading) !== undefined;
}

function ownColumn(heading: string): Column | undefined {
  const plain = plainWords(heading);
  return COLUMNS.find((column) => column === plain);
}

function plainWords(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, " ")
    .trim();
}
