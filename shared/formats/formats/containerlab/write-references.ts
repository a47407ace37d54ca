import { isMap, isScalar, isSeq, visit, type Pair, type Scalar } from "yaml";
import type { LossLog } from "../../loss.ts";
import { fieldOf } from "../../values.ts";
import { takeOut } from "../../yaml-document.ts";
import type { Source } from "./source.ts";
import type { WrittenNodes } from "./write-nodes.ts";

const JOINED = "container:";

interface Names {
  /** The name a node of the source has now; undefined where it is gone, and what never was one stays. */
  readonly now: (name: string) => string | undefined;
  readonly loss: LossLog;
}

/**
 * Brings those settings up to date in which nodes name each other: whom a stage waits for, and in whose
 * network a container lives. Says of texts that they still use an old name. True where anything changed.
 */
export function writeReferences(
  { document, topology }: Source,
  { before }: Pick<WrittenNodes, "before">,
  loss: LossLog,
): boolean {
  const known = new Set(topology.nodes.map(({ name }) => name));
  const now = (name: string) => (known.has(name) ? before.get(name) : name);
  if ([...known].every((name) => now(name) === name)) return false;
  let isChanged = false;
  visit(document, {
    Pair: (_, pair) => {
      const key = isScalar(pair.key) ? pair.key.value : undefined;
      if (key === "wait-for") isChanged = followWaits(pair, { now, loss }) || isChanged;
      if (key !== "network-mode" || !joinsAnother(pair.value)) return undefined;
      const followed = followNetwork(pair.value, { now, loss });
      isChanged ||= followed !== "same";
      return followed === "gone" ? visit.REMOVE : undefined;
    },
  });
  tellOldNames(topology.nodes, before, loss);
  return isChanged;
}

function followWaits({ value: list }: Pair, { now, loss }: Names): boolean {
  if (!isSeq(list)) return false;
  let isChanged = false;
  const gone = list.items.map((item) => {
    const node = isMap(item) ? item.get("node", true) : undefined;
    if (!isScalar(node) || typeof node.value !== "string") return false;
    const name = now(node.value);
    if (name === undefined) loss.add("dropped", `wait for ${node.value}`, "", "stages");
    else if (name !== node.value) [node.value, isChanged] = [name, true];
    return name === undefined;
  });
  takeOut(list, (_, index) => gone[index] === true);
  return isChanged || gone.includes(true);
}

function joinsAnother(value: unknown): value is Scalar<string> {
  return isScalar(value) && typeof value.value === "string" && value.value.startsWith(JOINED);
}

function followNetwork(mode: Scalar<string>, { now, loss }: Names): "same" | "renamed" | "gone" {
  const old = mode.value.slice(JOINED.length);
  const name = now(old);
  if (name === old) return "same";
  if (name === undefined) {
    loss.add("dropped", `network of ${old}`, "", "network-mode");
    return "gone";
  }
  mode.value = `${JOINED}${name}`;
  return "renamed";
}

/** Texts of one node in which another is called by its name: nobody but their author can say what is meant. */
const TEXTS = ["exec", "cmd", "entrypoint", "env", "startup-config"] as const;

function tellOldNames(
  nodes: Source["topology"]["nodes"],
  before: ReadonlyMap<string, string>,
  loss: LossLog,
): void {
  // One letter is found in any text.
  const renamed = [...before].filter(([old, now]) => old !== now && old.length > 1);
  for (const { name, settings } of nodes)
    for (const key of TEXTS) {
      const words = new Set(wordsIn(fieldOf(settings, key)));
      for (const [old] of renamed)
        if (before.has(name) && words.has(old))
          loss.add("kept", `${key} that says ${old}`, "The old name", `topology.nodes.${name}`);
    }
}

function wordsIn(value: unknown): readonly string[] {
  return JSON.stringify(value ?? "").match(/[\w.-]+/g) ?? [];
}
