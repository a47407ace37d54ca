import { differenceWords } from "../../shared/pool/inventory/difference-words.ts";
import type { Scope } from "../../shared/pool/condition.ts";
import { endedWords } from "../../shared/pool/condition-words.ts";
import type { PoolChange, PoolChangeBody } from "../../shared/pool/change.ts";
import type { Pool } from "../../shared/pool/pool.ts";
import { whyAway } from "../../shared/pool/thing-state.ts";
import { localTime } from "../ui/local-time.ts";
import { decisionTitle } from "./decisions.ts";
import { CONDITION_WORDS } from "./thing-look.ts";
import { WEIGHTS } from "./weights.ts";

type Things = Extract<PoolChangeBody, { type: "inventory" }>["things"];

/** A line of the history, and what there is to say in detail. */
export interface ChangeWords {
  readonly title: string;
  readonly details: readonly string[];
}

/** `scopes`: all that one decision was about; empty for what is no condition. */
export function changeWords(
  { at, body }: Pick<PoolChange, "at" | "body">,
  scopes: readonly Scope[],
  pool: Pick<Pool, "resources">,
): ChangeWords {
  switch (body.type) {
    case "added":
      return { title: `The lab “${body.name}” was added`, details: [] };
    case "removed":
      return { title: `The lab “${body.name}” was removed`, details: [] };
    case "connection":
      return {
        title: body.renewed ? "The connection was changed" : "The lab was renamed",
        details: [
          ...arrow("Name", body.name),
          ...arrow("Server", body.place),
          ...(body.renewed && body.place.before === body.place.after
            ? ["It identifies itself in another way"]
            : []),
          ...(body.replaced ? ["The server was replaced: what ran on it is made anew"] : []),
        ],
      };
    case "away":
      return { title: "The lab went away", details: [whyAway({ away: body.why })] };
    case "back":
      return {
        title: "The lab answers again",
        details: [`It had not been seen since ${localTime(body.since)}`],
      };
    case "inventory": {
      const { total, things } = body;
      const [only] = things;
      const rest = total - things.length;
      return {
        title:
          total === 1 && only !== undefined
            ? `${capital(only.sort)} ${only.id} was ${only.change}`
            : `${total} things were changed`,
        details: [
          ...things.map(total === 1 ? differenceWords : thingWords).filter((text) => text !== ""),
          ...(rest > 0 ? [`and ${rest} more`] : []),
        ],
      };
    }
    case "weights":
      return {
        title: "What counts for placements was changed",
        details: WEIGHTS.filter(({ id }) => body.before[id] !== body.after[id]).map(
          ({ id, label }) => `${label} ${body.before[id]} → ${body.after[id]}`,
        ),
      };
    case "condition-begun": {
      const { kind, start, end, why } = body.condition;
      const until = end === null ? "until it is put back" : `until ${localTime(end)}`;
      return {
        title: `${CONDITION_WORDS[kind].holds} of ${decisionTitle(pool, { scopes })}`,
        details: [`From ${localTime(start)} ${until}`, ...(why === "" ? [] : [why])],
      };
    }
    case "condition-ended": {
      const { kind, start } = body.condition;
      const was = CONDITION_WORDS[kind].holds.toLowerCase();
      if (Date.parse(at) < Date.parse(start))
        return {
          title: `Planned ${was} of ${decisionTitle(pool, { scopes })} was cancelled`,
          details: [`It was to begin ${localTime(start)}`],
        };
      // What else it is in may go on.
      const ended = endedWords({ kind, planned: false }, decisionTitle(pool, { scopes }));
      return { title: ended, details: [`It had begun ${localTime(start)}`] };
    }
  }
}

function arrow(
  title: string,
  { before, after }: { readonly before: string; readonly after: string },
): readonly string[] {
  return before === after ? [] : [`${title} ${before} → ${after}`];
}

/** `host R1-1 changed: cores 32 → 64` */
function thingWords(thing: Things[number]): string {
  const differences = differenceWords(thing);
  return `${thing.sort} ${thing.id} ${thing.change}${differences === "" ? "" : `: ${differences}`}`;
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
