import { afterEach, expect, test, vi } from "vitest";
import { calm, startCalm } from "./calm.ts";

afterEach(() => {
  vi.useRealTimers();
});

test("it is calm a while after the window has opened, and again a while after the last touch", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "performance"] });
  const page = new EventTarget();
  startCalm(page);
  let opened = false;
  void calm().then(() => (opened = true));
  await vi.advanceTimersByTimeAsync(1000);
  expect(opened).toBe(false);
  await vi.advanceTimersByTimeAsync(1000);
  expect(opened).toBe(true);
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
