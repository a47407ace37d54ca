import { toInstant } from "../../base/clock.ts";
import { COMPONENT_KIND } from "../../design/component.ts";
import type { PriceBook } from "../engine/book.ts";
import { parseInstant } from "../engine/parse-instant.ts";
import type { Segment } from "../engine/segments.ts";
import { GROUP_KIND } from "../engine/steps/tariff.ts";
import { PLAIN } from "./node-usage.ts";

const METER = "presence";

/**
 * Adds what base fees and package prices count where a book asks for it: that an environment was there (with the
 * user whose it is; kind `environment`), each copy of a component in it (kind `component`), and each group (kind
 * `group`), as long as anything of it was. Made of the usage itself, so a projection and what was metered have it alike.
 */
export function withPresence(
  book: PriceBook,
  segments: readonly Segment[],
  until: number,
): readonly Segment[] {
  const rules = presenceRules(book);
  if (rules.length === 0) return segments;
  const withGroups = rules.some((rule) => rule.kind === "base" && rule.basis === "group");
  // That something was expected to be there does not make it so.
  const qualities = new Set(book.qosTerms.map(({ metric }) => metric));
  const used = segments.filter(({ meter }) => !qualities.has(meter));
  return [...segments, ...presences(used, until, withGroups)];
}

/** Whether anything of a book follows from what was there. */
export function asksForPresence(book: PriceBook): boolean {
  return presenceRules(book).length > 0;
}

function presenceRules({ rules }: PriceBook) {
  return rules.filter((rule) => "meter" in rule && rule.meter === METER);
}

type Thing = Pick<Segment, "source" | "account" | "environment" | "user" | "kind" | "component"> &
  Pick<Segment, "node" | "instance" | "groups">;

function presences(
  segments: readonly Segment[],
  until: number,
  withGroups: boolean,
): readonly Segment[] {
  const things = new Map<string, { thing: Thing; spans: Stay[] }>();
  for (const segment of segments) {
    if (segment.meter === METER || segment.months !== undefined) continue;
    const start = parseInstant(segment.start);
    const isOpen = typeof segment.end !== "string";
    const end = isOpen ? Math.max(start, until) : parseInstant(segment.end ?? "");
    for (const thing of thingsAround(segment, withGroups)) {
      const key = JSON.stringify(Object.values(thing));
      const known = things.get(key);
      if (known === undefined) things.set(key, { thing, spans: [{ start, end, isOpen }] });
      else known.spans.push({ start, end, isOpen });
    }
  }
  return [...things.values()].flatMap(({ thing, spans }) =>
    joined(spans).map((stay) => presence(thing, stay)),
  );
}

function presence(thing: Thing, { start, end, isOpen }: Stay): Segment {
  return {
    ...PLAIN,
    ...thing,
    meter: METER,
    level: "1",
    start: toInstant(start),
    end: isOpen ? null : toInstant(end),
  };
}

/** The environment, the copy of a component and the groups that the use is in. */
function thingsAround(segment: Segment, withGroups: boolean): readonly Thing[] {
  const { source, account, environment, user, component, node, groups } = segment;
  const whose = { source, account, environment, user };
  const place = { component: "", node: "", groups: [] };
  const things: Thing[] = [{ ...whose, ...place, kind: "environment", instance: environment }];
  if (component !== "") {
    const [copy = ""] = node.split("/");
    const [use = ""] = copy.split(".");
    const inside = { kind: COMPONENT_KIND, component, node: use, instance: copy, groups: [] };
    things.push({ ...whose, ...inside });
  }
  if (withGroups)
    for (const group of groups)
      things.push({ ...whose, ...place, kind: GROUP_KIND, instance: group, groups: [group] });
  return things;
}

/** From when to when something was there; what is there still has the end that is known now. */
interface Stay {
  readonly start: number;
  readonly end: number;
  readonly isOpen: boolean;
}

function joined(spans: readonly Stay[]): readonly Stay[] {
  const result: Stay[] = [];
  for (const { start, end, isOpen } of spans.toSorted((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    if (last === undefined || start > last.end) result.push({ start, end, isOpen });
    else
      result[result.length - 1] = {
        start: last.start,
        end: Math.max(last.end, end),
        isOpen: last.isOpen || isOpen,
      };
  }
  return result;
}
