import { expect, test } from "vitest";
import { inOrder, nextStop, wayOf, type Stop, type Way } from "./arrows.ts";

interface Named extends Stop {
  readonly name: string;
}

const stop = (name: string, line: number, from: number, to = from + 2): Named => ({
  name,
  line,
  from,
  to,
});
const stops = [
  stop("late", 0, 14),
  stop("early", 0, 8),
  stop("beside early", 0, 8),
  stop("noon", 2, 12),
  stop("night", 2, 22),
  stop("long", 5, 0, 24),
];
const go = (from: string, way: Way, aim?: number): string | undefined => {
  const here = stops.find(({ name }) => name === from)!;
  return nextStop(stops, here, { way, aim: aim ?? here.from })?.name;
};

test("along a line it goes by time, and past what begins together; beyond its ends nothing is", () => {
  expect(go("early", "later")).toBe("beside early");
  expect(go("beside early", "later")).toBe("late");
  expect(go("late", "later")).toBeUndefined();
  expect(go("late", "earlier")).toBe("beside early");
  expect(go("early", "earlier")).toBeUndefined();
  expect(go("early", "last of line")).toBe("late");
  expect(go("late", "first of line")).toBe("early");
});

test("to the next line that has something, where it is nearest in time", () => {
  expect(go("early", "line after")).toBe("noon");
  expect(go("late", "line after")).toBe("noon");
  expect(go("night", "line after")).toBe("long");
  // What is long is there at the time that one came with.
  expect(go("long", "line before", 22)).toBe("night");
  expect(go("noon", "line before", 9)).toBe("early");
  expect(go("early", "line before")).toBeUndefined();
  expect(go("night", "first")).toBe("early");
  expect(go("early", "last")).toBe("long");
});

test("from what is gone it goes to the lines beside where that was", () => {
  const gone = stop("gone", 3, 22);
  expect(nextStop(stops, gone, { way: "line before", aim: 22 })?.name).toBe("night");
  expect(nextStop(stops, gone, { way: "later", aim: 22 })).toBeUndefined();
});

test("keys with Alt or Shift, and arrows with Ctrl, are for others", () => {
  const ways = {
    earlier: "ArrowLeft",
    later: "ArrowRight",
    "line before": "ArrowUp",
    "line after": "ArrowDown",
  };
  const none = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
  expect(wayOf(ways, { ...none, key: "ArrowDown" })).toBe("line after");
  expect(wayOf(ways, { ...none, key: "Home" })).toBe("first of line");
  expect(wayOf(ways, { ...none, key: "End", ctrlKey: true })).toBe("last");
  expect(wayOf(ways, { ...none, key: "ArrowLeft", altKey: true })).toBeNull();
  expect(wayOf(ways, { ...none, key: "ArrowLeft", ctrlKey: true })).toBeNull();
  expect(wayOf(ways, { ...none, key: "PageDown" })).toBeNull();
});

test("the first is the first booking of the first line, and not the way to more of it", () => {
  const more = (line: number): Stop => ({ line, from: Infinity, to: Infinity });
  const written = [more(0), more(1), { line: 1, from: 0, to: 1 }, { line: 0, from: 1, to: 2 }];
  const first = { line: 0, from: 0, to: 1 };
  expect(inOrder([...written, first, more(0)])).toEqual([
    first,
    { line: 0, from: 1, to: 2 },
    more(0),
    more(0),
    { line: 1, from: 0, to: 1 },
    more(1),
  ]);
});
