import { describe, expect, test } from "vitest";
import { allKinds } from "../kinds/index.ts";
import { CATALOGUE_SORTS, type CatalogueSort } from "./catalogue.ts";
import { starterCatalogue, starterPriceBook, starterServices } from "./starter.ts";

const { data } = starterCatalogue();
const items = (sort: CatalogueSort): readonly string[] => data[sort].map(({ id }) => id);

describe("the starter catalogue", () => {
  test("is as large as promised", () => {
    expect(items("machineTypes").length).toBeGreaterThanOrEqual(12);
    expect(items("operatingSystems").length).toBeGreaterThanOrEqual(10);
    expect(items("applications").length).toBeGreaterThanOrEqual(20);
    expect(items("switchModels").length).toBeGreaterThanOrEqual(6);
    expect(items("licenceProducts").length).toBeGreaterThanOrEqual(8);
  });

  test("has each id once over all sorts", () => {
    const all = CATALOGUE_SORTS.flatMap((sort) => items(sort));
    expect(all.filter((id, index) => all.indexOf(id) !== index)).toEqual([]);
  });

  test.each(data.applications)("$id refers only to what exists", (application) => {
    const systems = new Set(items("operatingSystems"));
    const applications = new Set(items("applications"));
    const scripted = [application.install, application.start].flatMap((it) => Object.keys(it));
    const installable = new Set([...application.operatingSystems, "*"]);
    expect(application.operatingSystems.filter((id) => !systems.has(id))).toEqual([]);
    expect(application.conflicts.filter((id) => !applications.has(id))).toEqual([]);
    expect(
      application.requires.flatMap(({ anyOf }) => anyOf).filter((id) => !applications.has(id)),
    ).toEqual([]);
    expect(scripted.filter((id) => !installable.has(id))).toEqual([]);
  });

  test("asks only for licences it offers", () => {
    const software = [...data.operatingSystems, ...data.applications];
    const products = new Set(items("licenceProducts"));
    const asked = software.flatMap(({ licence }) => licence ?? []);
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.filter((id) => !products.has(id))).toEqual([]);
  });

  test("nothing conflicts with itself or with what it requires", () => {
    for (const { id, conflicts, requires } of data.applications)
      for (const conflict of conflicts) {
        expect(conflict).not.toBe(id);
        expect(requires.map(({ anyOf }) => anyOf.join())).not.toContain(conflict);
      }
  });

  test("each requirement can be met on some system the application runs on", () => {
    for (const application of data.applications)
      for (const { anyOf, reach } of application.requires) {
        if (reach !== "same-machine") continue;
        for (const system of application.operatingSystems)
          expect(
            anyOf.some((id) =>
              starterCatalogue().find("applications", id)?.operatingSystems.includes(system),
            ),
            `${application.id} on ${system} needs ${anyOf.join(" or ")}`,
          ).toBe(true);
      }
  });

  test("each operating system has a machine type it fits", () => {
    for (const system of data.operatingSystems)
      expect(
        data.machineTypes.some(
          (type) =>
            system.architectures.includes(type.architecture) &&
            type.memoryMiB >= system.memoryMiB &&
            type.diskGiB >= system.diskGiB,
        ),
        system.id,
      ).toBe(true);
  });
});

describe("the services", () => {
  test("have each id once", () => {
    const ids = starterServices().map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test.each(starterServices())("$id takes only what the catalogue has", ({ tiers, clients }) => {
    const applications = new Set(items("applications"));
    const taken = [...tiers, ...(clients === undefined ? [] : [clients])];
    expect(
      taken.flatMap((tier) => tier.applications).filter((id) => !applications.has(id)),
    ).toEqual([]);
  });

  test.each(starterServices())("$id lets in only what one of its tiers serves", ({ tiers }) => {
    for (const { applications, fromInternet } of tiers)
      for (const { port, protocol } of fromInternet) {
        const served = applications.flatMap((id) => {
          const found = starterCatalogue().find("applications", id);
          const others = found?.requires.flatMap((one) => one.anyOf) ?? [];
          return [id, ...others].flatMap(
            (one) => starterCatalogue().find("applications", one)?.listens ?? [],
          );
        });
        expect(served).toContainEqual({ protocol, port });
      }
  });
});

describe("the starter price book", () => {
  const rates = starterPriceBook().rules.flatMap((rule) =>
    rule.kind === "usage" && rule.match.item !== undefined
      ? [{ ...rule, item: String(rule.match.item) }]
      : [],
  );
  const has = (meter: string, item: string): boolean =>
    rates.some((rate) => rate.meter === meter && rate.item === item);

  test("has each price once", () => {
    const ids = rates.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const pairs = rates.map(({ meter, item }) => `${meter} ${item}`);
    expect(new Set(pairs).size).toBe(pairs.length);
  });

  test.each([
    ["instance", "machineTypes"],
    ["software", "operatingSystems"],
    ["software", "applications"],
    ["port", "switchModels"],
    ["licence", "licenceProducts"],
    ["storage", "storageClasses"],
  ] as const)("prices by %s all %s", (meter, sort) => {
    expect(items(sort).filter((id) => !has(meter, id))).toEqual([]);
  });

  test("prices what every kind meters when fresh from the palette", () => {
    for (const kind of allKinds())
      for (const { meter, item } of kind.meters(kind.properties.parse({}), starterCatalogue()))
        expect(has(meter, item), `${kind.id}: ${meter} ${item}`).toBe(true);
  });

  test("prices nothing that does not exist", () => {
    const known = new Set([
      ...CATALOGUE_SORTS.flatMap((sort) => items(sort)),
      ...allKinds().map(({ id }) => id),
    ]);
    expect(rates.filter(({ item }) => !known.has(item)).map(({ id }) => id)).toEqual([]);
  });

  test("mixes hourly, monthly and one-time prices", () => {
    expect(new Set(rates.map(({ per }) => per))).toEqual(new Set(["hour", "month", "once"]));
  });
});
