import { describe, expect, test } from "vitest";
import { starterCatalogue } from "../../../shared/catalogue/starter.ts";
import {
  COMPONENT_KIND,
  componentKey,
  componentVersionSchema,
} from "../../../shared/design/component.ts";
import { emptyDesign, type Design } from "../../../shared/design/design.ts";
import { exampleDesigns } from "../../../shared/design/examples.ts";
import { printDesign } from "../../../shared/design/print.ts";
import { readDesign } from "../../../shared/design/read.ts";
import type { Exported } from "../../../shared/formats/format.ts";
import { allFormats, exportDesign, findFormat } from "../../../shared/formats/index.ts";
import { resolveNodes } from "../../../shared/kinds/resolve.ts";
import { imported, importFixtures } from "../../support/import-fixtures.ts";

// What every format keeps to, whoever wrote it: run over each format and each fixture of its folder.

const catalogue = starterCatalogue();
/** A card of the canvas, as renderer/canvas/geometry.ts has it. */
const CARD = { width: 208, height: 72 } as const;
const fixtures = importFixtures();
const readable = allFormats().filter(({ read }) => read !== undefined);
const writable = allFormats().filter(({ write }) => write !== undefined);

function written(design: Design, format: string): Exported {
  const exported = exportDesign(design, format, catalogue);
  if (!exported.ok) throw new Error(JSON.stringify(exported.error));
  return exported.value;
}

/** Reads what was written, with the files beside. */
function readBack({ files }: Exported): Design {
  const [main, ...others] = files;
  const beside = new Map(others.map(({ name, text }) => [name, text]));
  return imported({ name: main?.name ?? "", text: main?.text ?? "", beside }).design;
}

describe("the list", () => {
  test("has each format once, with an ending and something it can do", () => {
    expect(new Set(allFormats().map(({ id }) => id)).size).toBe(allFormats().length);
    for (const { read, write, recognise, extensions } of allFormats()) {
      expect(read ?? write).toBeDefined();
      expect(recognise === undefined).toBe(read === undefined);
      expect(extensions.length).toBeGreaterThan(0);
    }
  });

  test("every format that is read has a fixture, its own files have the examples", () => {
    const own = readable.filter(({ id }) => id !== "labwright").map(({ id }) => id);
    expect(own.filter((id) => !fixtures.some(({ format }) => format === id))).toEqual([]);
  });

  test("says what can be written where something else is asked for", () => {
    const refused = exportDesign(exampleDesigns()[0]!.design, "netbox", catalogue);
    expect(refused).toMatchObject({ ok: false, error: { code: "format-not-written" } });
    expect(exportDesign(exampleDesigns()[0]!.design, "nonsense", catalogue).ok).toBe(false);
  });
});

describe.each(fixtures)("$path", ({ format, source }) => {
  test("is recognised as what it is, and surely as nothing else", () => {
    const answers = readable.map(({ id, recognise }) => [id, recognise?.(source.text)] as const);
    const sure = answers.filter(([, answer]) => answer === "yes").map(([id]) => id);
    expect([[], [format]]).toContainEqual(sure);
    expect(imported(source).format).toBe(format);
  });

  test("is read the same each time, by whatever name it has", () => {
    const { design, report } = imported(source);
    expect(imported(source)).toEqual({ design, report, format, items: imported(source).items });
    expect(imported({ ...source, name: `elsewhere/${source.name}` }).design).toEqual(design);
  });

  test("becomes a design that Labwright saves and opens", () => {
    const { design } = imported(source);
    expect(readDesign(printDesign(design))).toEqual({ ok: true, value: design });
  });

  test("links ports that exist, each end another, and groups what is grouped", () => {
    const { design } = imported(source);
    const nodes = resolveNodes(design, catalogue);
    const taken = new Set<string>();
    for (const link of Object.values(design.links))
      for (const end of [link.from, link.to]) {
        const group = nodes.get(end.node)?.ports.find(({ id }) => id === end.port);
        expect(group, `${end.node} ${end.port}`).toBeDefined();
        if (end.index === undefined) continue;
        expect(taken).not.toContain(`${end.node} ${end.port} ${end.index}`);
        taken.add(`${end.node} ${end.port} ${end.index}`);
      }
    for (const { group } of Object.values(design.nodes))
      if (group !== undefined) expect(design.groups).toHaveProperty(group);
  });

  test("draws no card over another", () => {
    const places = Object.values(imported(source).design.nodes).map(({ position }) => position);
    for (const [index, a] of places.entries())
      for (const b of places.slice(index + 1)) {
        const apart = Math.abs(a.x - b.x) >= CARD.width || Math.abs(a.y - b.y) >= CARD.height;
        expect(apart, JSON.stringify([a, b])).toBe(true);
      }
  });

  test("reports with every outcome where in the file it is", () => {
    const { report } = imported(source);
    expect(report.length).toBeGreaterThan(0);
    for (const entry of report) {
      expect(entry.count).toBeGreaterThan(0);
      expect(entry.source).not.toBe("");
      if (entry.outcome === "mapped") expect(entry.target).not.toBe("");
    }
  });
});

describe.each(fixtures.filter(({ format }) => isBoth(format)))("$path", ({ format, source }) => {
  test("is written again as it was read", () => {
    const { design } = imported(source);
    const once = written(design, format);
    const again = readBack(once);
    expect(outlineOf(again)).toEqual(outlineOf(design));
    expect(written(again, format).files).toEqual(once.files);
  });
});

describe.each(writable)("writing $id", ({ id }) => {
  test.each(exampleDesigns())("$id is written the same each time", ({ design }) => {
    const once = written(design, id);
    expect(once.files.length).toBeGreaterThan(0);
    expect(written(structuredClone(design), id)).toEqual(once);
    expect(new Set(once.files.map(({ name }) => name)).size).toBe(once.files.length);
  });
});

describe.each(writable.filter(({ id }) => isBoth(id)))("writing and reading $id", ({ id }) => {
  test.each(exampleDesigns())("$id reads back", ({ design }) => {
    const back = readBack(written(design, id));
    expect(Object.keys(back.nodes).length).toBeGreaterThan(0);
    // What was read back is written as it is, wherever it stands.
    const again = readBack(written(back, id));
    expect(withoutPlaces(again)).toEqual(withoutPlaces(back));
  });
});

test("a component is written as what it stands for", () => {
  const library = exampleDesigns().find(({ id }) => id === "word-processing")!.design;
  const [id, inner] = Object.entries(library.nodes).find(([, node]) => node.kind === "machine")!;
  const version = componentVersionSchema.parse({
    component: "office",
    version: 1,
    name: "Office",
    nodes: { [id]: inner },
  });
  const use = { component: "office", version: 1, parameters: {} };
  const design: Design = {
    ...emptyDesign("Uses"),
    components: { [componentKey("office", 1)]: version },
    nodes: {
      use: {
        kind: COMPONENT_KIND,
        name: "desk",
        count: 2,
        position: { x: 0, y: 0 },
        properties: use,
      },
    },
  };
  expect(Object.values(readBack(written(design, "containerlab")).nodes)).toHaveLength(2);
  expect(readBack(written(design, "labwright"))).toEqual(design);
});

function isBoth(id: string): boolean {
  const format = findFormat(id);
  return format?.read !== undefined && format.write !== undefined;
}

/** Cards may be moved further apart by each reading. */
function withoutPlaces(design: Design) {
  const { nodes, ...rest } = outlineOf(design);
  return { ...rest, nodes: nodes.map(({ name, kind, group }) => [name, kind, group]) };
}

/** What of a design a person sees: names, kinds, joins and texts. */
function outlineOf({ nodes, links, notes, groups }: Design) {
  const nameOf = (id: string): string => nodes[id]?.name ?? "";
  return {
    nodes: Object.values(nodes)
      .map(({ name, kind, group, position: { x, y } }) => ({
        name,
        kind,
        group: group === undefined ? "" : (groups[group]?.name ?? ""),
        // In some formats a network has no place of its own.
        place: kind === "subnet" ? "" : `${Math.round(x)} ${Math.round(y)}`,
      }))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    links: Object.values(links)
      .map(({ from, to }) => [nameOf(from.node), nameOf(to.node)].toSorted().join(" – "))
      .toSorted(),
    notes: Object.values(notes).map(({ text }) => text),
  };
}
