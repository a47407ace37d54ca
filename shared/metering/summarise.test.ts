import { expect, test } from "vitest";
import { segmentSchema, type Segment } from "../pricing/engine/segments.ts";
import { second } from "./sample-event.ts";
import { summarise, type SummaryOf, type UsageKey } from "./summarise.ts";

const at = (seconds: number): number => Date.parse(second(seconds));

function segment(values: Partial<Segment> & Pick<Segment, "meter">): Segment {
  return segmentSchema.parse({
    account: "acme",
    environment: "lab",
    node: "web",
    instance: "web.1",
    user: "ada",
    start: second(0),
    end: second(100),
    ...values,
  });
}

function rows(
  segments: readonly Segment[],
  by: readonly UsageKey[],
  more: Partial<SummaryOf> = {},
) {
  const applicationOf = ({ node }: Segment): string => (node === "web" ? "nginx" : "");
  const of = { by, start: at(0), end: at(1000), windows: [], applicationOf, ...more };
  return summarise(segments, of).map(({ keys, meter, quantity, estimated, unit }) =>
    Object.values(keys).concat(
      `${meter} ${quantity} ${unit}`,
      estimated === "0" ? [] : [`${estimated} estimated`],
    ),
  );
}

test("adds up levels over their time and quantities, each meter by itself", () => {
  const segments = [
    segment({ meter: "instance", level: "2" }),
    segment({ meter: "instance", level: "1", start: second(100), end: null }),
    segment({ meter: "cpu", quantity: "12.5" }),
    segment({ meter: "cpu", quantity: "0.5", quality: "estimated" }),
    segment({ meter: "request", quantity: "3", end: second(0) }),
  ];
  expect(rows(segments, ["environment"])).toEqual([
    ["lab", "cpu 13 vCPU.s", "0.5 estimated"],
    ["lab", "instance 1100 instance.s"],
    ["lab", "request 3 "],
  ]);
});

test("only what is in the time that is asked for counts, quantities in proportion", () => {
  const segments = [
    segment({ meter: "instance" }),
    segment({ meter: "cpu", quantity: "10" }),
    segment({ meter: "request", quantity: "3", end: second(0) }),
  ];
  expect(rows(segments, [], { start: at(25), end: at(75) })).toEqual([
    ["cpu 5 vCPU.s"],
    ["instance 50 instance.s"],
  ]);
});

test("what is not heard of any more counts an interval beyond its last sign", () => {
  const open = segment({
    meter: "instance",
    end: null,
    lastSeen: second(100),
    heartbeatSeconds: 60,
  });
  expect(rows([open], [])).toEqual([["instance 160 instance.s"]]);
});

test("peak and off-peak are told apart, also within one segment", () => {
  const windows = [
    { start: at(-1000), end: at(30), window: "off-peak" },
    { start: at(30), end: at(2000), window: "peak" },
  ];
  expect(rows([segment({ meter: "cpu", quantity: "10" })], ["window"], { windows })).toEqual([
    ["off-peak", "cpu 3 vCPU.s"],
    ["peak", "cpu 7 vCPU.s"],
  ]);
});

test("a group is metered together, and so is each that it is in", () => {
  const segments = [
    segment({ meter: "cpu", quantity: "1", groups: ["front", "shop"] }),
    segment({ meter: "cpu", quantity: "2", groups: ["shop"], node: "db" }),
    segment({ meter: "cpu", quantity: "4", node: "log" }),
  ];
  expect(rows(segments, ["group"])).toEqual([
    ["", "cpu 4 vCPU.s"],
    ["front", "cpu 1 vCPU.s"],
    ["shop", "cpu 3 vCPU.s"],
  ]);
});

test("compute is told by application, component, user and tenant", () => {
  const segments = [
    segment({ meter: "cpu", quantity: "1" }),
    segment({ meter: "cpu", quantity: "2", instance: "web.2" }),
    segment({ meter: "cpu", quantity: "4", node: "db", component: "mail", user: "bela" }),
  ];
  expect(rows(segments, ["application"])).toEqual([
    ["", "cpu 4 vCPU.s"],
    ["nginx", "cpu 3 vCPU.s"],
  ]);
  expect(rows(segments, ["component", "user", "tenant"])).toEqual([
    ["", "ada", "acme", "cpu 3 vCPU.s"],
    ["mail", "bela", "acme", "cpu 4 vCPU.s"],
  ]);
});

test("usage adds up by whose doing it was, as far as that is known", () => {
  const segments = [
    segment({ meter: "cpu", quantity: "1", usedBy: "user" }),
    segment({ meter: "cpu", quantity: "2", usedBy: "third-party" }),
    segment({ meter: "cpu", quantity: "4" }),
  ];
  expect(rows(segments, ["used-by"])).toEqual([
    ["", "cpu 4 vCPU.s"],
    ["third-party", "cpu 2 vCPU.s"],
    ["user", "cpu 1 vCPU.s"],
  ]);
});
