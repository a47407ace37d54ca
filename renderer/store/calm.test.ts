import { afterEach, expect, test, vi } from "vitest";
import { calm, startCalm } from "./calm.ts";

afterEach(() => {
  vi.useRealTimers();
});

test("it is calm at once, and again a while after the last touch", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "performance"] });
  const page = new EventTarget();
  startCalm(page);
  await calm();
  let over = false;
  page.dispatchEvent(new Event("keydown"));
  void calm().then(() => (over = true));
  await vi.advanceTimersByTimeAsync(1000);
  page.dispatchEvent(new Event("pointerdown"));
  await vi.advanceTimersByTimeAsync(1000);
  expect(over).toBe(false);
  await vi.advanceTimersByTimeAsync(1000);
  expect(over).toBe(true);
});
