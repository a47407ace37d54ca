import { expect, test } from "vitest";
import type { PoolRecord } from "../store/store.ts";
import { createPoolRecords } from "./pool-records.ts";

const lab = (name: string) => ({ id: "lab", name }) as PoolRecord;

test("a pool is read once for as long as nobody puts it anew", async () => {
  const stored = { revision: 0, record: lab("Lab") };
  let reads = 0;
  const find = createPoolRecords({
    poolRevision: (id) => Promise.resolve(id === "lab" ? stored.revision : null),
    pool(id) {
      reads++;
      return Promise.resolve(id === "lab" ? { ...stored } : null);
    },
  });
  const first = await find("lab");
  expect(first).toEqual({ ok: true, value: lab("Lab") });
  expect(await find("lab")).toEqual(first);
  expect(reads).toBe(1);
  stored.revision++;
  stored.record = lab("Renamed");
  expect(await find("lab")).toEqual({ ok: true, value: lab("Renamed") });
  expect(reads).toBe(2);
  expect(await find("other")).toMatchObject({ ok: false, error: { code: "not-found" } });
});
