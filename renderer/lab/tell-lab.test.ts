import { expect, it } from "vitest";
import type { EventBody, LabwrightEvent } from "../../shared/protocol/event.ts";
import { eventRows } from "../live/event-words.ts";
import { wayTo } from "../live/event-ways.ts";
import type { Live } from "../live/state.ts";
import { labNews } from "./tell-lab.ts";
import { useLab } from "./lab-state.ts";

const OWNERS = { e1: "ada", e2: "ada", e3: "ben" };
const known = {
  pools: [{ id: "p1", name: "Main lab" }],
  summaries: Object.fromEntries(
    Object.entries(OWNERS).map(([id, owner]) => [id, { id, name: id, owner }]),
  ),
} as unknown as Pick<Live, "pools" | "summaries">;

const FAILED = {
  code: "machines-failed",
  parameters: { things: "h1", state: "out of order", why: "It does not answer." },
};

let sequence = 0;
function event(body: object): LabwrightEvent {
  return { sequence: ++sequence, at: "2026-11-23T09:00:00.000Z", body: body as EventBody };
}

function affected(environment: string, name: string): LabwrightEvent {
  return event({ type: "affected", environment, name, outcome: "warned", reason: FAILED });
}

const failed = event({
  type: "pool-hosts",
  pool: "p1",
  total: 1,
  hosts: [{ host: "h1", name: "h1", change: "failed" }],
});

function level(stands: string, more: object = {}): LabwrightEvent {
  const cad = { id: "seats/cad", title: "Seats of cad", held: 2, capacity: 2, level: stands };
  const supply = { ...cad, ...more };
  return event({ type: "pool-level", pool: "p1", supply });
}

it("tells people once whose machines are in use again", () => {
  const again = (environment: string, name: string) =>
    event({ type: "affected", environment, name, outcome: "over", reason: null });
  const events = [again("e1", "Search"), again("e2", "Course"), again("e3", "Exam")];
  expect(labNews(events, { id: "ada", runsLab: false }, known)).toEqual([
    "Search and Course: machines are in use again.",
  ]);
});

it("tells lab admins what fails and what is used up, and nobody else", () => {
  const events = [failed, level("exhausted"), level("ample")];
  expect(labNews(events, { id: "ada", runsLab: true }, known)).toEqual([
    "Lab Main lab: h1 not answering.",
    "Lab Main lab: Seats of cad used up (2 of 2 in use).",
  ]);
  expect(labNews(events, { id: "ada", runsLab: false }, known)).toEqual([]);
});

it("a lab whose hosts are taken out of use has no room, and nothing of it is told to be used up", () => {
  const machines = { id: "machines/amd64", title: "Hosts with room", held: 2, capacity: 2 };
  const cores = { id: "cores", title: "Cores", held: 0, capacity: 0 };
  const memory = { id: "memoryMiB", title: "Memory in MiB", held: 1024, capacity: 2048 };
  const events = [
    level("exhausted", machines),
    level("nearly", { ...machines, held: 1 }),
    level("exhausted", cores),
    level("nearly", memory),
  ];
  expect(labNews(events, { id: "ada", runsLab: true }, known)).toEqual([
    "Lab Main lab: no host has room for another amd64 machine.",
    "Lab Main lab: only 1 of 2 hosts has room for another amd64 machine.",
    "Lab Main lab: Memory nearly used up (1 GiB of 2 GiB in use).",
  ]);
  const { pools, summaries } = known;
  expect(eventRows(events, null, pools, summaries).map(({ text }) => text)).toContain(
    "Lab Main lab: Cores out of use",
  );
});

it("a machine that is tried again and again makes one row, and another one when it runs", () => {
  const tried = (state: string) =>
    event({
      type: "instance",
      environment: "e1",
      status: { id: "m1", name: "m1", state, error: null },
    });
  const events = [tried("failed"), tried("failed"), tried("failed"), tried("running")].toReversed();
  const { pools, summaries } = known;
  expect(eventRows(events, "e1", pools, summaries).map(({ text }) => text)).toEqual([
    "e1 · m1: running",
    "e1 · m1: failed",
  ]);
});

it("what is used up leads to who has it, and what fails to its host; one is not led to where one is", () => {
  wayTo(level("nearly").body, null)?.go();
  expect(useLab.getState()).toMatchObject({ pool: "p1", tab: "overview" });
  expect([...useLab.getState().selected]).toEqual(["licence/cad"]);
  wayTo(failed.body, null)?.go();
  expect([...useLab.getState().selected]).toEqual(["host/h1"]);
  expect(wayTo(affected("e1", "Search").body, "e1")).toBeNull();
  expect(wayTo(affected("e1", "Search").body, null)).not.toBeNull();
});
