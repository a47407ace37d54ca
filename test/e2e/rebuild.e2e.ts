import { readFile } from "node:fs/promises";
import { starterCatalogue, starterPriceBook } from "../../shared/catalogue/starter.ts";
import { checkDesign } from "../../shared/constraints/check.ts";
import type { Design, DesignNode } from "../../shared/design/design.ts";
import { readDesign } from "../../shared/design/read.ts";
import { findKind } from "../../shared/kinds/index.ts";
import { DesignPage } from "./pages/design-page.ts";
import type { Hands, RowValues } from "./pages/hands.ts";
import { KeyboardHands } from "./pages/keyboard-hands.ts";
import { MouseHands } from "./pages/mouse-hands.ts";
import { inClone } from "./support/paths.ts";
import { expect, test } from "./support/test.ts";

test.use({ changesLab: false });

const CATALOGUE = starterCatalogue();

async function designIn(file: string): Promise<Design> {
  const read = readDesign(await readFile(file, "utf8"));
  if (!read.ok) throw new Error(read.error.code);
  return read.value;
}

/** All that counts of a node, with the defaults that may be left out. */
function contentOf({ kind, name, count, properties }: DesignNode): unknown {
  return { kind, name, count, properties: findKind(kind)?.properties.parse(properties) };
}

/** What a design says, whatever its ids and positions, and however its links are turned. */
function meaningOf(design: Design): unknown {
  const nameOf = (id: string): string => design.nodes[id]?.name ?? id;
  return {
    nodes: Object.values(design.nodes)
      .toSorted((a, b) => a.name.localeCompare(b.name))
      .map(contentOf),
    links: Object.values(design.links)
      .map(({ from, to, bandwidthMbps }) => {
        const ends = [from, to].map(({ node, port }) => `${nameOf(node)} ${port}`).toSorted();
        return `${ends.join(" – ")} ${bandwidthMbps ?? "any"} Mb/s`;
      })
      .toSorted(),
  };
}

/** Draws a design node by node, each with what differs from a fresh one and its links to those before. */
async function rebuild(design: Design, hands: Hands): Promise<void> {
  await hands.newDesign();
  const done = new Set<string>();
  for (const [id, node] of Object.entries(design.nodes)) {
    await hands.place(findKind(node.kind)?.title ?? node.kind);
    await hands.rename(node.name);
    await setProperties(node, hands);
    for (const { from, to, bandwidthMbps } of Object.values(design.links)) {
      const other = from.node === id ? to.node : to.node === id ? from.node : undefined;
      if (other !== undefined && done.has(other))
        await hands.link(node.name, design.nodes[other]?.name ?? other, bandwidthMbps);
    }
    done.add(id);
  }
  await hands.finish();
}

async function setProperties({ kind: id, properties }: DesignNode, hands: Hands): Promise<void> {
  const kind = findKind(id);
  const fresh = kind?.properties.parse({}) as Readonly<Record<string, unknown>>;
  const fields = Object.entries(kind?.fields ?? {}).filter(
    ([property]) => property in properties && properties[property] !== fresh[property],
  );
  for (const [property, { label, choose, advanced }] of fields) {
    const value = properties[property];
    const texts = [value]
      .flat()
      .map((item) => (typeof item === "string" ? item : JSON.stringify(item)));
    if (advanced === true) await hands.showMore();
    if (choose !== undefined) {
      const names = texts.map((item) => CATALOGUE.find(choose, item)?.name ?? item);
      await hands.choose(label, names);
    } else if (!Array.isArray(value)) await hands.type(label, texts.join());
    else if (typeof value[0] === "string") await hands.list(label, texts);
    else await hands.rows(label, (value as RowValues[]).map(withoutDefaults));
  }
}

/** A new row allows anything from anywhere. */
function withoutDefaults(row: RowValues): RowValues {
  return Object.fromEntries(
    Object.entries(row).filter(([, value]) => value !== "any" && value !== "allow"),
  );
}

for (const [means, Means] of [
  ["the mouse", MouseHands],
  ["the keyboard", KeyboardHands],
] as const)
  test(`rebuilds the search service from an empty canvas with ${means} alone`, async ({
    labwright,
    folder,
  }) => {
    // Someone who knows such tools has three minutes.
    test.setTimeout(180_000);
    const example = await designIn(inClone("assets/examples/search-service.labwright.json"));
    const before = performance.now();
    await rebuild(example, new Means(labwright.page));
    const seconds = ((performance.now() - before) / 1000).toFixed(1);
    test.info().annotations.push({ type: "rebuilt in", description: `${seconds} s` });
    const design = new DesignPage(labwright.page);
    await design.tab(/^Problems/).click();
    await expect.poll(() => design.problems.allInnerTexts()).toEqual([]);
    const rebuilt = await designIn(await labwright.saveAs(folder));
    expect(meaningOf(rebuilt)).toEqual(meaningOf(example));
    expect(checkDesign(rebuilt, CATALOGUE, starterPriceBook())).toEqual([]);
  });
