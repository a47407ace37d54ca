import { expect, it } from "vitest";
import { arranged, type ReadColumn } from "./read-column.ts";

interface Named {
  readonly name: string;
  readonly cores: number;
}

const COLUMNS: readonly ReadColumn<Named>[] = [
  { id: "name", title: "Name", width: 1, text: ({ name }) => name },
  {
    id: "cores",
    title: "Cores",
    width: 1,
    text: ({ cores }) => `${cores} cores`,
    sortKey: ({ cores }) => cores,
  },
];

const named = (...names: readonly string[]): readonly Named[] =>
  names.map((name, index) => ({ name, cores: 10 - index }));

const namesBy = (rows: readonly Named[], search = "", column = "name", descending = false) =>
  arranged(rows, COLUMNS, search, { column, descending }).map(({ name }) => name);

it("orders names as people do: numbers by their size, umlauts beside their letters", () => {
  const rows = named("r10-2", "R2-10", "Über-1", "r2-9", "ubu", "r10-1");
  expect(namesBy(rows)).toEqual(["r2-9", "R2-10", "r10-1", "r10-2", "Über-1", "ubu"]);
  expect(namesBy(rows, "", "cores")[0]).toBe("r10-1");
});

it("orders plain names as the collator does", () => {
  const rows = named("a-1", "a.1", "a 1", "a1", "a-1-2", "b", "a-10", "a-2", "1a", "");
  const { compare } = new Intl.Collator("en", { numeric: true });
  expect(namesBy(rows)).toEqual(rows.map(({ name }) => name).toSorted(compare));
});

it("finds rows that hold all words, whichever column has them", () => {
  const rows = named("r1", "r2", "x2");
  expect(namesBy(rows, "R 9")).toEqual(["r2"]);
  expect(namesBy(rows, "cores")).toEqual(["r1", "r2", "x2"]);
  expect(namesBy(rows, "nothing")).toEqual([]);
});
