import { expect, test, vi } from "vitest";
import { fault } from "../../shared/base/fault.ts";
import { err, ok } from "../../shared/base/result.ts";
import { memoryShelf } from "../host/test-browser.ts";
import { keepStatement, keptStatement, statementKeeper, statementKey } from "./kept-statements.ts";

const HOUR = 3_600_000;

test("what is kept of an environment is shown, else what is kept of everything, else nothing", async () => {
  const shelf = memoryShelf();
  expect(await keptStatement("course", shelf)).toBeNull();
  await keepStatement(statementKey(undefined), "all of it", shelf);
  expect((await keptStatement("course", shelf))?.text).toBe("all of it");
  await keepStatement(statementKey("course"), "the course", shelf);
  expect((await keptStatement("course", shelf))?.text).toBe("the course");
  expect((await keptStatement(undefined, shelf))?.text).toBe("all of it");
});

test("everything is stated for later once an hour, and again at once where the lab did not answer", async () => {
  const shelf = memoryShelf();
  let now = 0;
  const get = vi.fn(() => Promise.resolve(ok({ text: `as of ${now}` })));
  const keep = statementKeeper(get, () => now, shelf);
  await keep();
  now = HOUR - 1;
  await keep();
  expect(get).toHaveBeenCalledTimes(1);
  now = HOUR;
  await keep();
  expect((await keptStatement(undefined, shelf))?.text).toBe(`as of ${HOUR}`);
  const away = vi.fn(() => Promise.resolve(err(fault("daemon-unreachable", { address: "" }))));
  const retry = statementKeeper(away, () => now, shelf);
  await retry();
  await retry();
  expect(away).toHaveBeenCalledTimes(2);
  expect((await keptStatement(undefined, shelf))?.text).toBe(`as of ${HOUR}`);
});
