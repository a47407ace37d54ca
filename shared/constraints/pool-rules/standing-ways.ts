import type { DesignGroup } from "../../design/design.ts";
import type { DesignEdit } from "../../design/edit.ts";
import { isInner } from "../../design/element-path.ts";
import { STANDING_LEVELS, type StandingLevel } from "../../kinds/standing.ts";
import { namesOf } from "../../placement/refusals/fewest-over.ts";
import { isInside } from "../../placement/standing-needs.ts";
import { fix, setProperty } from "../fixes.ts";
import type { QuickFix } from "../rule.ts";
import type { PoolSituation } from "./pool-rule.ts";

type Wish = "together" | "apart";

/** From what asks for most to what asks for nothing. */
const MILDER = {
  together: [...STANDING_LEVELS, null],
  apart: [...STANDING_LEVELS.toReversed(), null],
} as const satisfies Record<Wish, readonly (StandingLevel | null)[]>;

/**
 * Milder wishes about where machines stand, the least milder first: together on one site instead of in one rack, so
 * that another site has room for them; under one switch, or on one site, instead of apart on several.
 */
export function otherStanding(
  situation: PoolSituation,
  elements: readonly string[],
  wishes: readonly Wish[] = ["together", "apart"],
): readonly (QuickFix | undefined)[] {
  return wishes.flatMap((wish) => {
    const asking = whoAsks(situation, elements, wish);
    const order = MILDER[wish];
    const strictest = Math.min(...asking.map(({ level }) => order.indexOf(level)));
    return order.map((level, at) => {
      if (at <= strictest) return undefined;
      const stricter = asking.filter((one) => order.indexOf(one.level) < at);
      const names = namesOf(stricter.map(({ name }) => name));
      return fix(
        titleOf(wish, level, names),
        stricter.map(({ ask }) => ask(level)),
      );
    });
  });
}

interface Asking {
  readonly name: string;
  readonly level: StandingLevel;
  /** Makes it ask for another level; null: for nothing. */
  readonly ask: (level: StandingLevel | null) => DesignEdit | undefined;
}

/** The machines among the elements and at the ends of links, and the groups around them, that have a wish. */
function whoAsks(
  { context, design }: PoolSituation,
  elements: readonly string[],
  wish: Wish,
): readonly Asking[] {
  const ends = elements.flatMap((id) => {
    const link = context.link(id);
    return link === undefined ? [id] : [link.from.node, link.to.node];
  });
  const nodes = [...new Set(ends)].filter((id) => Object.hasOwn(design.nodes, id));
  const ofNodes = nodes.flatMap((id): Asking[] => {
    const node = context.node(id);
    const level = levelIn(node?.properties[wish]);
    return level === null
      ? []
      : [{ name: context.name(id), level, ask: (other) => setProperty(node, wish, other) }];
  });
  const ofGroups = Object.entries(design.groups).flatMap(([id, group]): Asking[] => {
    const level = levelIn(group[wish]);
    const isAround = nodes.some((node) => isInside(design, design.nodes[node]?.group, id));
    // A group inside of a component is the component's.
    if (level === null || !isAround || isInner(id)) return [];
    const ask: Asking["ask"] = (other) => {
      return { type: "put-group", id, group: wishing(group, wish, other) };
    };
    return [{ name: group.name, level, ask }];
  });
  return [...ofNodes, ...ofGroups];
}

function levelIn(value: unknown): StandingLevel | null {
  return STANDING_LEVELS.find((level) => level === value) ?? null;
}

function wishing(group: DesignGroup, wish: Wish, level: StandingLevel | null): DesignGroup {
  const { [wish]: _, ...rest } = group;
  return level === null ? rest : { ...rest, [wish]: level };
}

function titleOf(wish: Wish, level: StandingLevel | null, names: string): string {
  return level === null ? `Let ${names} stand anywhere` : `Keep ${names} ${wish} by ${level} only`;
}

/** Whether an edit changes where machines may stand. */
export function changesStanding(edit: DesignEdit): boolean {
  return edit.type === "put-group" || (edit.type === "set-property" && edit.property in MILDER);
}
