import type { Design, DesignNode, NodeId } from "./design.ts";
import { applyEdits, type DesignEdit } from "./edit.ts";

/** So often each part is changed and put back: by then an engine runs by far the most of it as fast as it can. */
const TURNS = 6;

/**
 * The versions of a design while each of its parts is changed, taken away and put back as people do it; the last
 * is as it was. An engine reads a function only when it is called, and learns by its calls to run it fast: who
 * follows these versions while nobody waits is quick from somebody's first edit on.
 */
export function* rehearsal(design: Design): Generator<Design> {
  let version = design;
  for (let turn = 0; turn < TURNS; turn++)
    for (const edits of gestures(design)) {
      version = applyEdits(version, edits);
      yield version;
    }
}

function* gestures(design: Design): Generator<readonly DesignEdit[]> {
  const cables = Object.entries(design.links);
  for (const [id, link] of cables) {
    yield [{ type: "remove-link", id }];
    yield [{ type: "put-link", id, link }];
  }
  for (const [id, node] of Object.entries(design.nodes)) {
    yield* changesOf(id, node);
    const own = cables.filter(([, { from, to }]) => from.node === id || to.node === id);
    yield [{ type: "remove-node", id }];
    yield [
      { type: "put-node", id, node },
      ...own.map(([cable, link]): DesignEdit => ({ type: "put-link", id: cable, link })),
    ];
  }
}

function* changesOf(id: NodeId, node: DesignNode): Generator<readonly DesignEdit[]> {
  const { name, count, position } = node;
  yield [{ type: "change-node", id, change: { position: { x: position.x + 1, y: position.y } } }];
  yield [{ type: "change-node", id, change: { name: `${name}-again` } }];
  yield [{ type: "change-node", id, change: { count: count + 1 } }];
  for (const [property, value] of Object.entries(node.properties)) {
    yield [{ type: "set-property", id, property, value: null }];
    yield [{ type: "set-property", id, property, value }];
  }
  yield [
    { type: "put-group", id: GROUP, group: { name: GROUP } },
    { type: "change-node", id, change: { group: GROUP } },
  ];
  yield [{ type: "remove-group", id: GROUP }];
  yield [{ type: "put-node", id, node }];
}

const GROUP = "rehearsal";
