import { expect, test } from "vitest";
import {
  drawnElement,
  innerId,
  isInner,
  pathSteps,
  placesSeen,
  usesAround,
} from "./element-path.ts";

test("a path names copy by copy the way to an element", () => {
  const path = innerId("mail", 2, innerId("cell", 1, "web"));
  expect(path).toBe("mail.2/cell.1/web");
  expect(pathSteps(path)).toEqual([
    { id: "mail", copy: 2 },
    { id: "cell", copy: 1 },
    { id: "web", copy: null },
  ]);
  expect([isInner(path), isInner("mail")]).toEqual([true, false]);
});

test("an element lies in every use around it, with all its copies", () => {
  expect(usesAround("mail.2/cell.1/web")).toEqual(["mail", "mail.2/cell"]);
  expect(usesAround("mail")).toEqual([]);
});

test("what lies in a use is seen at the use, and one of several links at the drawn one", () => {
  expect(drawnElement({ type: "node", id: "mail.2/web" })).toEqual({ type: "node", id: "mail" });
  expect(drawnElement({ type: "link", id: "mail.2/l" })).toEqual({ type: "node", id: "mail" });
  expect(drawnElement({ type: "link", id: "l.3" })).toEqual({ type: "link", id: "l" });
  expect(drawnElement({ type: "node", id: "web" })).toEqual({ type: "node", id: "web" });
});

test("an element is seen on the drawing, at each use around it and in its own place", () => {
  expect(placesSeen({ type: "node", id: "mail.2/cell.1/web" }).map(({ id }) => id)).toEqual([
    "mail",
    "mail.2/cell",
    "mail.2/cell.1/web",
  ]);
  expect(placesSeen({ type: "link", id: "mail.2/l.3" })).toEqual([
    { type: "node", id: "mail" },
    { type: "link", id: "mail.2/l" },
  ]);
  expect(placesSeen({ type: "node", id: "web" })).toEqual([{ type: "node", id: "web" }]);
});
