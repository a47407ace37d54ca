import { describe, expect, test } from "vitest";
import { starterCatalogue } from "../../../shared/catalogue/starter.ts";
import { allFormats, findFormat } from "../../../shared/formats/index.ts";
import { lossLine } from "../../../shared/formats/loss.ts";
import { readYaml } from "../../../shared/formats/yaml.ts";
import { importFixtures, type Fixture } from "../../support/import-fixtures.ts";

// A loss report is total: whatever nobody knows, put anywhere into a file, is told.

const STRANGER = "zz-stranger";
const catalogue = starterCatalogue();

function told({ format, source }: Fixture, text: string, name = source.name): string {
  const read = findFormat(format)?.read;
  if (read === undefined) throw new Error(`${format} is not read`);
  const imported = read({ ...source, name, text }, catalogue);
  if (!imported.ok) throw new Error(JSON.stringify(imported.error));
  return imported.value.report.map(lossLine).join("\n");
}

/** The texts that come of putting a field into each object of a parsed file in turn. */
function* withField(root: unknown): Generator<readonly [place: string, text: string]> {
  const open: (readonly [string, unknown])[] = [["", root]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [path, value] = next;
    if (typeof value !== "object" || value === null) continue;
    for (const [name, inner] of Object.entries(value)) open.push([`${path}/${name}`, inner]);
    if (Array.isArray(value)) continue;
    Object.assign(value, { [STRANGER]: 7 });
    yield [path, JSON.stringify(root)];
    Reflect.deleteProperty(value, STRANGER);
  }
}

/** The texts that come of an attribute more, and of an element more, in each element in turn. */
function* withElement(text: string): Generator<readonly [place: string, text: string]> {
  for (const { index, 0: tag } of text.matchAll(/<[a-zA-Z][\w:]*(?=[\s/>])/g)) {
    const at = index + tag.length;
    yield [
      `attribute of ${tag} at ${index}`,
      `${text.slice(0, at)} ${STRANGER}="7"${text.slice(at)}`,
    ];
    const end = text.indexOf(">", at);
    if (text[end - 1] === "/") continue;
    const within = `${text.slice(0, end + 1)}<${STRANGER} of="7"/>${text.slice(end + 1)}`;
    yield [`element in ${tag} at ${index}`, within];
  }
}

function* variantsOf({ source }: Fixture): Generator<readonly [place: string, text: string]> {
  if (source.text.trimStart().startsWith("<")) return yield* withElement(source.text);
  const read = readYaml(source.text);
  if (read.ok && typeof read.value === "object") return yield* withField(read.value);
  const [head = "", ...rows] = source.text.split(/\r?\n/);
  const sign = head.includes("\t") ? "\t" : ",";
  const filled = rows.map((row) => (row === "" ? row : `${row}${sign}7`));
  return yield ["column", [`${head}${sign}${STRANGER}`, ...filled].join("\n")];
}

/** By its own name, or with something that was told as a whole: `setting env`. */
function isTold(place: string, report: string): boolean {
  if (report.includes(STRANGER)) return true;
  const above = place.split("/").filter((part) => part !== "" && !/^\d+$/.test(part));
  return above.some((name) =>
    report
      .split("\n")
      .some((line) => /^(?:kept|dropped): .*setting (?:\S*\.)?(\S+) /.exec(line)?.[1] === name),
  );
}

const fixtures = importFixtures();

test("every format that is read is tried", () => {
  const read = allFormats().filter(({ id, read: reads }) => reads && id !== "labwright");
  const tried = new Set(fixtures.map(({ format }) => format));
  expect(read.map(({ id }) => id).filter((id) => !tried.has(id))).toEqual([]);
});

describe.each(fixtures)("$path", (fixture) => {
  test("says of a stranger wherever it stands", () => {
    const silent: string[] = [];
    let places = 0;
    for (const [place, text] of variantsOf(fixture)) {
      places++;
      if (!isTold(place, told(fixture, text))) silent.push(place);
    }
    expect(places).toBeGreaterThan(0);
    expect(silent).toEqual([]);
  });
});
