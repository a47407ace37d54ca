import {
  isMap,
  isNode,
  isScalar,
  isSeq,
  visit,
  type Document,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import { sameJson } from "../design/same-json.ts";
import { asText, fieldOf, isFields, type Fields } from "./values.ts";
import { openYaml, printLike, takeOut } from "./yaml-document.ts";

/**
 * The text of a YAML file with another value, in which what did not change stands as it did: comments,
 * order, quotes. Items of lists are known by `id` or `name`, others by their place. Nothing where the text
 * is no YAML, or has aliases: what they mean would change elsewhere. `list` is as in {@link printLike}.
 */
export function updateYaml(text: string, value: unknown, list: string): string | undefined {
  const opened = openYaml(text);
  if (opened === undefined) return undefined;
  if (sameJson(opened.value, value)) return text;
  const { document } = opened;
  if (hasAliases(document)) return undefined;
  document.contents = updated(document.contents, value, document) as typeof document.contents;
  return printLike(document, text, list);
}

function hasAliases(document: Document): boolean {
  let found = false;
  visit(document, {
    Alias: () => {
      found = true;
      return visit.BREAK;
    },
  });
  return found;
}

function updated(node: unknown, value: unknown, document: Document): unknown {
  if (isNode(node) && sameJson(node.toJS(document), value)) return node;
  if (isMap(node) && isFields(value)) return updateMap(node, value, document);
  if (isSeq(node) && Array.isArray(value)) return updateList(node, value, document);
  const made = document.createNode(value);
  if (isScalar(node) && isScalar(made)) made.comment = node.comment ?? null;
  return made;
}

function updateMap(map: YAMLMap, value: Fields, document: Document): YAMLMap {
  takeOut(map, (pair) => !Object.hasOwn(value, keyOf(pair)));
  for (const pair of map.items)
    pair.value = updated(pair.value, fieldOf(value, keyOf(pair)), document);
  const known = new Set(map.items.map(keyOf));
  for (const [key, one] of Object.entries(value))
    if (!known.has(key)) map.set(document.createNode(key), document.createNode(one));
  return map;
}

function keyOf(pair: unknown): string {
  const key = fieldOf(pair, "key");
  return asText(isScalar(key) ? key.value : key);
}

/** What stays keeps its place in the file; what is new comes behind. */
function updateList(list: YAMLSeq, values: readonly unknown[], document: Document): YAMLSeq {
  const wanted = new Map(values.map((value, index) => [identityOf(value, index), value]));
  const found = new Set<string>();
  takeOut(list, (item, index) => {
    const key = identityOf(isNode(item) ? item.toJS(document) : item, index);
    const stays = wanted.has(key) && !found.has(key);
    if (stays) found.add(key);
    return !stays;
  });
  const keys = [...found];
  list.items = list.items.map((item, index) =>
    updated(item, wanted.get(keys[index] ?? ""), document),
  );
  for (const key of found) wanted.delete(key);
  for (const value of wanted.values()) list.add(document.createNode(value));
  return list;
}

function identityOf(value: unknown, index: number): string {
  const name = asText(fieldOf(value, "id")) || asText(fieldOf(value, "name"));
  return name === "" ? `place ${index}` : `name ${name}`;
}
