import { describe, expect, test } from "vitest";
import { type PriceBook } from "../pricing/engine/book.ts";
import { labPriceBook } from "./lab-book.ts";
import { priceList } from "./price-list.ts";
import { discountWords, windowWords } from "./terms.ts";
import { bookOf, machineHour } from "./sample-book.ts";

const NOVEMBER = Date.parse("2026-11-15T00:00:00Z");

describe("a price list", () => {
  const at = (book: PriceBook) => priceList(book, NOVEMBER);

  test("has windows, bands, fees and allowances in words", () => {
    const rows = at(labPriceBook()).flatMap((section) => section.rows);
    const row = (rule: string) => rows.find((one) => one.rule === rule);
    expect(row("instance-vm-small")).toMatchObject({
      title: "Virtual server, small",
      per: "instance each hour",
      prices: [
        { window: "peak", price: "0.0144" },
        { window: "off-peak", price: "0.0108" },
      ],
      cost: "0.0072",
    });
    expect(row("storage-ssd-array")?.prices.map(({ band, price }) => [band, price])).toEqual([
      ["up to 1024 GiB", "0.08"],
      ["1024 to 10240 GiB", "0.072"],
      ["from 10240 GiB", "0.064"],
    ]);
    expect(row("network-out")?.notes).toEqual(["100 GiB free each month and account"]);
    expect(row("keep")?.notes).toEqual(["less 40 % of what was paid for using it"]);
    expect(row("easy-word-processing")).toMatchObject({
      per: "each month",
      only: ["component easy-word-processing"],
    });
    expect(row("workplace")).toMatchObject({ per: "user, each month", notes: ["in arrears"] });
  });

  test("has only what holds then, marked-up prices worked out, other shapes said", () => {
    const pack = { shape: "package", price: "5", size: "100" };
    const book = bookOf({
      rules: [
        machineHour("1", { validTo: "2026-11-01T00:00:00Z" }),
        machineHour("2", { id: "now", validFrom: "2026-11-01T00:00:00Z" }),
        { id: "seat", kind: "usage", meter: "licence", cost: "10", markup: "25" },
        { id: "pack", kind: "usage", meter: "port", aggregation: "max", pricing: pack },
        {
          id: "step",
          kind: "usage",
          meter: "storage",
          pricing: { shape: "stair-step", bands: [{ upTo: "10", flat: "3" }, { flat: "5" }] },
        },
      ],
    });
    const rows = at(book).flatMap((section) => section.rows);
    expect(rows.map(({ rule }) => rule)).toEqual(["now", "seat", "pack", "step"]);
    expect(rows[1]?.prices[0]?.price).toBe("12.5");
    expect(rows[2]?.prices).toEqual([{ window: "", band: "each 100 port", price: "", fee: "5" }]);
    expect(rows[3]?.prices.map(({ band, fee }) => `${band}: ${fee}`)).toEqual([
      "up to 10 GiB in all: 3",
      "from 10 GiB in all: 5",
    ]);
  });

  test("says when which window is, and what is taken off", () => {
    const book = labPriceBook();
    expect(windowWords(book, book.windowSets[0]!)).toEqual([
      "peak: Mon to Fri 08:00 to 18:00, Europe/Berlin",
      "off-peak: all other times",
      "off-peak all day on 18 holidays",
    ]);
    expect(discountWords(book)).toEqual([
      "Several of the same machine: 5 % from number 5 on, 10 % from number 10 on, 15 % from number 20 on",
      "Best effort: may have to give way: 30 % off",
      "By what a month comes to: 3 % from 1000 EUR a month, 6 % from 5000 EUR a month",
      "Guaranteed: up 99.5 % of the month: 10 % back below 99.5, 25 % back below 95",
    ]);
  });
});
