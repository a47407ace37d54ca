import type { ImportSummary } from "../../shared/pool/outlook.ts";
import { differenceWords } from "../../shared/pool/inventory/difference-words.ts";

interface ImportLine {
  readonly change: "error" | "added" | "changed" | "removed" | "left-out";
  readonly word: string;
  readonly text: string;
}

const WORDS = { added: "Added", changed: "Changed", removed: "Removed" } as const;

/**
 * What an import would do, line by line: what is wrong first, then what goes, then which sites come, then the rest in
 * the file's order, and what of the file a lab has no use for.
 */
export function importLines(summary: ImportSummary): readonly ImportLine[] {
  const { errors, moreErrors, rows, leftOut, newSites } = summary;
  const wrong = errors.map(({ where, column, message }): ImportLine => {
    const place = column === null ? where : `${where}, ${column}`;
    return { change: "error", word: "Error", text: `${place}: ${message}` };
  });
  if (moreErrors > 0) {
    const text = `and ${moreErrors} more that are not listed`;
    wrong.push({ change: "error", word: "Error", text });
  }
  const sites = newSites.map((site): ImportLine => {
    const text = `${site}: the lab has none of that name. Is it one of its own, by another name?`;
    return { change: "added", word: "New site", text };
  });
  const changes = rows.map((row): ImportLine => {
    const differences = differenceWords(row);
    const text = `${row.sort} ${row.id}${differences === "" ? "" : `: ${differences}`}`;
    return { change: row.change, word: WORDS[row.change], text };
  });
  const goes = changes.filter(({ change }) => change === "removed");
  const left = leftOut.map(({ where, message }): ImportLine => {
    return { change: "left-out", word: "Left out", text: `${where}: ${message}` };
  });
  return [
    ...wrong,
    ...goes,
    ...sites,
    ...changes.filter(({ change }) => change !== "removed"),
    ...left,
  ];
}
