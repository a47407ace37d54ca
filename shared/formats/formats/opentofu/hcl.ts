/** A value of HCL: text that stands as it is (a reference), or what is quoted. */
export type HclValue =
  | string
  | number
  | boolean
  | { readonly reference: string }
  | { readonly [key: string]: HclValue }
  | readonly HclValue[];

/** A block: `resource "incus_network" "lan" { … }`. */
export interface HclBlock {
  readonly type: string;
  readonly labels?: readonly string[];
  readonly attributes?: Readonly<Record<string, HclValue | undefined>>;
  readonly blocks?: readonly HclBlock[];
}

/** Something of another block, e.g. `incus_network.lan.name`. */
export function reference(text: string): { readonly reference: string } {
  return { reference: text };
}

/**
 * Writes blocks as `tofu fmt` would: two spaces, equals signs below each other. Null where the text
 * would have more than `limit` characters; then no further block is asked for.
 */
export function printHcl(blocks: Iterable<HclBlock>, limit: number): string | null {
  const printed: string[] = [];
  let length = 0;
  for (const block of blocks) {
    const text = `${printBlock(block, "").join("\n")}\n`;
    length += text.length;
    if (length > limit) return null;
    printed.push(text);
  }
  return printed.join("\n");
}

function printBlock(
  { type, labels = [], attributes = {}, blocks = [] }: HclBlock,
  indent: string,
): readonly string[] {
  const head = [type, ...labels.map(quoted)].join(" ");
  const inner = `${indent}  `;
  const given = Object.entries(attributes).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  const lines = [
    ...printAttributes(given, inner),
    ...blocks.flatMap((block) => ["", ...printBlock(block, inner)]),
  ];
  return lines.length === 0
    ? [`${indent}${head} {}`]
    : [`${indent}${head} {`, ...(lines[0] === "" ? lines.slice(1) : lines), `${indent}}`];
}

function printAttributes(
  given: readonly (readonly [string, HclValue])[],
  indent: string,
): readonly string[] {
  const longest = Math.max(0, ...given.map(([name]) => keyOf(name).length));
  return given.flatMap(([name, value]) => {
    const printed = printValue(value, indent);
    // What goes over several lines stands alone, as the formatter has it.
    const space = printed.includes("\n") ? "" : " ".repeat(longest - keyOf(name).length);
    return `${indent}${keyOf(name)}${space} = ${printed}`.split("\n");
  });
}

function keyOf(name: string): string {
  return /^[a-z_][\w-]*$/i.test(name) ? name : quoted(name);
}

function printValue(value: HclValue, indent: string): string {
  if (typeof value === "string") return value.includes("\n") ? heredoc(value) : quoted(value);
  if (typeof value !== "object") return String(value);
  if ("reference" in value && typeof value["reference"] === "string") return value["reference"];
  if (isList(value)) return `[${value.map((one) => printValue(one, indent)).join(", ")}]`;
  const lines = printAttributes(Object.entries(value), `${indent}  `);
  return lines.length === 0 ? "{}" : ["{", ...lines, `${indent}}`].join("\n");
}

function isList(value: HclValue): value is readonly HclValue[] {
  return Array.isArray(value);
}

const ESCAPES: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  '"': '\\"',
  "\r": "\\r",
  "\t": "\\t",
};

/** What would be a template in HCL is text of ours. */
function plain(text: string): string {
  return text.replaceAll(/[$%](?=\{)/g, (sign) => sign + sign);
}

function quoted(text: string): string {
  return `"${plain(text).replaceAll(/[\\"\r\t]/g, (sign) => ESCAPES[sign] ?? sign)}"`;
}

/** Text of several lines; it always ends with a line break. */
function heredoc(text: string): string {
  const lines = text.split("\n");
  let mark = "EOT";
  while (lines.some((line) => line.trim() === mark)) mark += "_";
  return `<<${mark}\n${plain(text.replace(/\n$/, ""))}\n${mark}`;
}
