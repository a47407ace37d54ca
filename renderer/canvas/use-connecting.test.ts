import { beforeEach, expect, test } from "vitest";
import { carrying, sketchComponent, useOf } from "../../shared/design/sketch-component.ts";
import { sketch } from "../../shared/design/sketch.ts";
import { openDocument, useDocuments } from "../store/documents.ts";
import { createSceneCache } from "./scene.ts";
import { verdictAt } from "./use-connecting.ts";

const NET = sketchComponent(
  "net",
  {
    web: { kind: "machine", at: [0, 0] },
    lan: { kind: "subnet", at: [0, 200] },
    dmz: { kind: "subnet", at: [300, 200] },
  },
  ["web:nic lan:net"],
  {
    ports: {
      first: { title: "LAN", node: "lan", port: "net" },
      second: { title: "DMZ", node: "dmz", port: "net" },
    },
  },
);
const LAB = carrying(sketch("lab", { pc: { kind: "machine" }, use: useOf("net") }), NET);
const FROM = { node: "pc", port: "nic" };

beforeEach(() => {
  useDocuments.setState({ documents: [], active: null });
  openDocument(LAB);
});

function verdict(card: string, unfolded = new Map([["use", 1]])) {
  const scene = createSceneCache()(LAB, unfolded);
  return verdictAt({ scene: () => scene }, FROM, { id: "use", card });
}

test("a link ends at the card inside of a use that it is dropped on", () => {
  expect(verdict("use.1/dmz")).toMatchObject({ link: { to: { node: "use", port: "second" } } });
  expect(verdict("use.1/lan")).toMatchObject({ link: { to: { node: "use", port: "first" } } });
});

test("a card inside whose ports are not exposed says so; the use itself takes the first free port", () => {
  expect(verdict("use.1/web")).toEqual({
    ok: false,
    reason: "web is a part of use, which exposes no port of it.",
  });
  expect(verdict("use")).toMatchObject({ link: { to: { port: "first" } } });
  expect(verdict("use", new Map())).toMatchObject({ link: { to: { port: "first" } } });
});
