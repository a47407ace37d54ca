import { expect, it } from "vitest";
import { elementsOf, linkElement, nodeElement } from "./elements.ts";

it("says of an element the same again, so that long lists are compared at a glance", () => {
  expect(nodeElement("web")).toEqual({ type: "node", id: "web" });
  expect(linkElement("web")).toEqual({ type: "link", id: "web" });
  expect(nodeElement("web")).toBe(nodeElement("web"));
  expect(linkElement("web")).toBe(linkElement("web"));
});

it("makes the elements of one list once, and of a longer one anew", () => {
  const ids = ["a", "b"];
  expect(elementsOf(ids)).toEqual(ids.map(nodeElement));
  expect(elementsOf(ids)).toBe(elementsOf(ids));
  expect(elementsOf([...ids, "c"])).toEqual(["a", "b", "c"].map(nodeElement));
});
