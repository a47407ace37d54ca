import { describe, expect, test } from "vitest";
import { starterCatalogue, starterTerms } from "../../shared/catalogue/starter.ts";
import { overviewOf } from "../../shared/components/overview.ts";
import { starterComponents } from "../../shared/components/starter.ts";
import { libraryOf } from "../../shared/components/update-uses.ts";
import { checkDesign } from "../../shared/constraints/check.ts";
import { expandDesign } from "../../shared/design/expand.ts";
import { sketch } from "../../shared/design/sketch.ts";
import { carrying, useOf } from "../../shared/design/sketch-component.ts";
import { findKind } from "../../shared/kinds/index.ts";
import { withComponents } from "../../shared/kinds/with-components.ts";
import { checkPlacement } from "../../shared/placement/check/check-placement.ts";
import { place } from "../../shared/placement/place.ts";
import { quote } from "../../shared/pricing/quote.ts";
import { isPriced } from "../../shared/pricing/rated.ts";
import { poolOf, rackedPool } from "../support/pools.ts";

const catalogue = starterCatalogue();
const terms = starterTerms();
const components = starterComponents();
const library = libraryOf(components);
const window = { start: "2026-11-02T08:00:00Z", end: "2026-11-03T08:00:00Z" };

/** Racks as of the other tests, with what desktops ask for and seats of every licence. */
const { resources } = rackedPool(2, 4);
const LAB = poolOf({
  ...resources,
  seats: catalogue.data.licenceProducts.map(({ id }) => ({ product: id, seats: 100 })),
});

describe.each(components.map((version) => [version.component, version] as const))(
  "the starter component %s",
  (_, version) => {
    const overview = overviewOf(version, library, { catalogue, terms, at: window.start });

    test("is without errors, and costs something", () => {
      expect(overview.problems.filter(({ severity }) => severity === "error")).toEqual([]);
      expect(Number(overview.price.hour)).toBeGreaterThan(0);
    });

    test("has the licences its software needs", () => {
      for (const { needed, held } of overview.licences) expect(held).toBeGreaterThanOrEqual(needed);
    });

    test("shows every port and parameter it exposes, and an icon of a kind", () => {
      const face = withComponents(catalogue, library).useFace?.({ ...version, parameters: {} });
      expect(face?.ports.map(({ id }) => id)).toEqual(Object.keys(version.ports));
      for (const { node, property } of Object.values(version.parameters)) {
        const target = version.nodes[node];
        const known = [
          ...Object.keys(findKind(target?.kind ?? "")?.fields ?? {}),
          ...components.flatMap((one) => Object.keys(one.parameters)),
        ];
        if (property !== null) expect(known).toContain(property);
        expect(target).toBeDefined();
      }
      expect(findKind(version.icon ?? "")).toBeDefined();
      expect(version.description).toMatch(/\.$/);
      expect(version.tags.length).toBeGreaterThan(0);
    });
  },
);

test("together they are a company: checked, priced and placed", () => {
  const design = carrying(
    sketch(
      "Company",
      {
        out: useOf("internet-access"),
        shop: useOf("three-tier-web", { parameters: { servers: 3 } }),
        head: { kind: "subnet", cidr: "10.1.0.0/24" },
        office: useOf("branch-office", { parameters: { workplaces: 4 } }),
        desks: useOf("easy-word-processing", { count: 2 }),
      },
      [
        "out:inside shop:front",
        "out:inside head:net",
        "office:out head:net",
        "desks:network head:net",
      ],
    ),
    ...components,
  );
  const problems = checkDesign(design, catalogue, terms.book);
  expect(problems.map(({ code, elements }) => [code, elements])).toEqual([]);
  const machines = Object.values(expandDesign(design).nodes).filter(
    ({ kind }) => kind === "machine",
  );
  expect(machines.reduce((sum, { count }) => sum + count, 0)).toBe(3 + 1 + 4 + 2);
  const { lines } = quote({ design, catalogue, terms, window });
  expect(lines.every(isPriced)).toBe(true);
  expect(lines.map(({ node }) => node)).toContain("office.1/workplaces.4/desk");
  const request = { design, catalogue, pool: LAB, window, held: [] };
  const placed = place(request);
  expect(placed.ok && checkPlacement(request, placed.value)).toEqual([]);
});
