import { describe, expect, it } from "vitest";
import { createAreas } from "./areas.ts";
import { createContacts } from "./contacts.ts";
import { createStandings } from "./standings.ts";
import type { Attachment } from "./topology.ts";

const TRANSIT = new Set(["lan-2", "lan-10", "r"]);

function into(node: string, subnet: string | null, peer: string | null = null): Attachment {
  const plain = { port: "nic", outside: null, ambiguous: false, switches: [], trunks: [] };
  return { ...plain, node, link: `${node}-${subnet ?? peer}`, subnet, peer };
}

/** Two subnets with a router between, machines in one or both of them, and two machines on a bare cable. */
function world() {
  const isTransit = (id: string): boolean => TRANSIT.has(id);
  const attachments = new Map<string, readonly Attachment[]>();
  const contacts = createContacts(isTransit, (id) => attachments.get(id) ?? []);
  const areas = createAreas(contacts.transitOf);
  const standings = createStandings(isTransit, contacts, areas);
  const settle = (node: string, gone: readonly Attachment[], come: readonly Attachment[]): void => {
    attachments.set(node, come);
    const met = new Set([node, ...contacts.change(node, { now: come, gone, come })]);
    standings.drop([...met, ...areas.update(contacts.refresh(met))]);
  };
  settle("r", [], [into("r", "lan-2"), into("r", "lan-10")]);
  settle("a", [], [into("a", "lan-2")]);
  settle("b", [], [into("b", "lan-10"), into("b", "lan-2"), into("b", null, "c")]);
  settle("c", [], [into("c", null, "b")]);
  return { standings, settle };
}

describe("where nodes stand", () => {
  it("is at the transit nodes they meet, in order, and in the areas of those", () => {
    const { standings } = world();
    expect(standings.of("b")).toMatchObject({ anchors: ["lan-2", "lan-10"], ends: ["c"] });
    expect(standings.of("lan-2").anchors).toEqual(["lan-2"]);
    expect(standings.of("c")).toMatchObject({ anchors: [], ends: ["b"], areas: [] });
    expect(standings.of("nobody")).toEqual({ anchors: [], ends: [], areas: [] });
    expect(standings.of("a").areas).toEqual(standings.of("b").areas);
    expect(standings.of("a").areas).toHaveLength(1);
  });

  it("is found again only when it was dropped", () => {
    const { standings, settle } = world();
    const before = standings.of("a");
    expect(standings.of("a")).toBe(before);
    settle("a", [into("a", "lan-2")], [into("a", "lan-10")]);
    expect(standings.of("a").anchors).toEqual(["lan-10"]);
    settle("a", [into("a", "lan-10")], []);
    expect(standings.of("a").anchors).toEqual([]);
  });
});
