import { describe, expect, test } from "vitest";
import { emptyDesign, type Design } from "../../../shared/design/design.ts";
import { starterCatalogue } from "../../../shared/catalogue/starter.ts";
import { lossLine } from "../../../shared/formats/loss.ts";
import { resolveNodes } from "../../../shared/kinds/resolve.ts";
import { imported, importFixtures } from "../../support/import-fixtures.ts";

// What a person is told about an import, and what the import made: reviewed whenever it changes.

describe.each(importFixtures())("$path", ({ path, source }) => {
  test("is imported as the golden says", async () => {
    const { design, report, format, items } = imported(source);
    const lines = [
      `${design.name}, from ${format}`,
      ...(design.description === undefined ? [] : [design.description]),
      "",
      ...report.map(lossLine),
      "",
      ...outline(design),
      ...(items === undefined ? [] : ["", JSON.stringify(items, null, 2)]),
    ];
    await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot(`${path.replace("/", "-")}.txt`);
  });
});

function outline({ nodes, links, groups, notes }: Design): readonly string[] {
  const seen = resolveNodes({ ...emptyDesign(""), nodes }, starterCatalogue());
  const nameOf = (id: string): string => nodes[id]?.name ?? "";
  return [
    ...Object.entries(nodes).map(([id, { name, count, group, position }]) => {
      const { kind, summary } = seen.get(id)!;
      const many = count === 1 ? "" : ` × ${count}`;
      const where = group === undefined ? "" : ` in ${groups[group]?.name ?? ""}`;
      return `${kind?.title ?? "?"} ${name}${many}: ${summary}${where} (${position.x}, ${position.y})`;
    }),
    ...Object.values(links).map(({ from, to, label, bandwidthMbps }) => {
      const [one, other] = [from, to].map(
        ({ node, port, index }) =>
          `${nameOf(node)} ${port}${index === undefined ? "" : ` ${index}`}`,
      );
      const speed = bandwidthMbps === undefined ? "" : `, ${bandwidthMbps} Mb/s`;
      return `${one} – ${other}${speed}${label === undefined ? "" : `: ${JSON.stringify(label)}`}`;
    }),
    ...Object.values(notes).map(({ text }) => `Note: ${JSON.stringify(text)}`),
  ];
}
