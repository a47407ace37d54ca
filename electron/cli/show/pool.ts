import { moment } from "../../../shared/base/clock.ts";
import { faultSentence } from "../../../shared/base/fault.ts";
import type { PoolChange } from "../../../shared/pool/change.ts";
import { differenceWords } from "../../../shared/pool/inventory/difference-words.ts";
import {
  settledSchema,
  type ImportSummary,
  type Outcomes,
  type Settled,
} from "../../../shared/pool/outlook.ts";
import { fromWireFault } from "../../../shared/protocol/errors.ts";
import { table } from "./table.ts";

/** Rows of an import that are shown; how many more there are is said. */
const MOST_ROWS = 40;

export function importLines(summary: ImportSummary, onlyPlanned: boolean): readonly string[] {
  const { added, changed, removed, unchanged, rows, errors, moreErrors, leftOut } = summary;
  const counts = `${added} added, ${changed} changed, ${removed} removed, ${unchanged} as they were`;
  if (errors.length > 0)
    return [
      ...table(
        ["WHERE", "COLUMN", "WHAT IS WRONG"],
        errors
          .slice(0, MOST_ROWS)
          .map(({ where, column, message }) => [where, column ?? "", message]),
      ),
      ...more(errors.length + moreErrors),
      "Nothing was taken over. Mend what is named here in the file, then import it again.",
    ];
  const shown = rows
    .slice(0, MOST_ROWS)
    .map((row) => [row.change, row.sort, row.id, differenceWords(row)]);
  return [
    ...(shown.length === 0 ? [] : table(["CHANGE", "SORT", "NAME", "WHAT"], shown)),
    ...more(rows.length),
    ...leftOut.slice(0, MOST_ROWS).map(({ where, message }) => `Left out: ${where}: ${message}`),
    ...more(leftOut.length),
    onlyPlanned ? `It would be: ${counts}.` : `${counts}.`,
  ];
}

function more(count: number): readonly string[] {
  return count > MOST_ROWS ? [`… and ${count - MOST_ROWS} more`] : [];
}

type Outcome = Record<Settled["outcome"], string>;

const OUTCOMES = {
  moved: "moved to other machines",
  waits: "waits for other machines",
  stays: "could not be moved",
  warned: "runs on, its people are warned",
} as const satisfies Outcome;

const OUTCOMES_OF_SEVERAL = {
  moved: "moved to other machines",
  waits: "wait for other machines",
  stays: "could not be moved",
  warned: "run on, their people are warned",
} as const satisfies Outcome;

/** So many of the affected are asked for, and shown; what became of all is told. */
export const MOST_AFFECTED = 50;

export function affectedLines(
  { affected, outcomes }: { readonly affected: readonly Settled[]; readonly outcomes: Outcomes },
  nameOf: (id: string) => string,
): readonly string[] {
  const total = Object.values(outcomes).reduce((sum, count) => sum + count, 0);
  if (total === 0) return ["Nobody is concerned."];
  const rest = total - affected.length;
  return [
    `${total} are concerned:`,
    ...table(
      ["NAME", "TENANT", "OWNER", "FROM", "TO", "STATE", "ON", "WHAT BECAME OF IT"],
      affected.map(({ name, tenant, owner, window, running, things, outcome }) => [
        name,
        tenant,
        nameOf(owner),
        moment(window.start),
        moment(window.end),
        running ? "running" : "reserved",
        things.join(", "),
        OUTCOMES[outcome],
      ]),
    ),
    ...(rest > 0 ? [`… and ${rest} more. Of all: ${countWords(outcomes)}.`] : []),
  ];
}

/** `1503 moved to other machines, 47 wait for other machines` */
function countWords(outcomes: Outcomes): string {
  const names = settledSchema.shape.outcome.options;
  return names
    .filter((name) => outcomes[name] > 0)
    .map((name) => `${outcomes[name]} ${OUTCOMES_OF_SEVERAL[name]}`)
    .join(", ");
}

export function changeLines(
  changes: readonly PoolChange[],
  nameOf: (id: string) => string,
): readonly string[] {
  if (changes.length === 0) return ["Nothing was changed yet."];
  return table(
    ["WHEN", "WHO", "WHAT"],
    changes.map((change) => [moment(change.at), nameOf(change.by), sentenceOf(change)]),
  );
}

function sentenceOf({ at, body }: PoolChange): string {
  switch (body.type) {
    case "added":
      return `Added ${body.name}`;
    case "removed":
      return `Removed ${body.name}`;
    case "connection":
      return connectionWords(body);
    case "away":
      return `Does not answer. ${faultSentence(fromWireFault(body.why))}`;
    case "back":
      return `Answers again; it had not been seen since ${moment(body.since)}`;
    case "inventory": {
      const first = body.things
        .slice(0, 3)
        .map(({ change, sort, id }) => `${change} ${sort} ${id}`);
      const rest = body.total - first.length;
      return `${first.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
    }
    case "weights":
      return `Placements weigh ${Object.entries(body.after)
        .map(([name, weight]) => `${name} ${weight}`)
        .join(", ")}`;
    case "condition-begun":
    case "condition-ended": {
      const { kind, scope, start, end, why } = body.condition;
      const until = end === null ? "" : ` until ${moment(end)}`;
      const begun = ` from ${moment(start)}${until}`;
      const isEarly = Date.parse(at) < Date.parse(start);
      const over = isEarly ? `${begun} was cancelled` : " ended";
      const ended = body.type === "condition-ended" ? over : begun;
      return `${kind} of ${scope.sort} ${scope.id}${ended}${why === "" ? "" : `: ${why}`}`;
    }
  }
}

function connectionWords({
  name,
  place,
  renewed,
  replaced,
}: Extract<PoolChange["body"], { type: "connection" }>): string {
  const words = [
    ...(name.before === name.after ? [] : [`name ${name.before} → ${name.after}`]),
    ...(place.before === place.after ? [] : [`server ${place.before} → ${place.after}`]),
    ...(renewed && place.before === place.after ? ["other credentials"] : []),
    ...(replaced ? ["it was replaced"] : []),
  ];
  return `Connection: ${words.join(", ")}`;
}
