import { useStoreApi, type ReactFlowState } from "@xyflow/react";
import { useEffect, useRef, useState } from "react";
import { useUi } from "../store/ui.ts";
import { useDragging } from "./dragging.ts";
import { centre, overlap, type Box } from "./geometry.ts";
import { boxOfView } from "./layer/picture.ts";
import { holderOf, type Scene, type SceneItem } from "./scene.ts";
import { LIGHT_BELOW } from "./zoom-level.ts";

/** A drawing of more things than this is painted; only the cards that one looks at are elements of the page. */
const LARGE_FROM = 150;
/** The view rests when it has not moved for so long, in milliseconds. */
const RESTS_AFTER = 120;
/** Cards that become elements in one frame, and at most. */
const BATCH = 4;
const MOST = 400;
/** How far beyond the view, in pixels. */
const ROOM = 96;

export function isLarge({ items, links }: Scene): boolean {
  return items.size > LARGE_FROM || links.size > 2 * LARGE_FROM;
}

const NONE: ReadonlySet<string> = new Set();

/**
 * The items of a large drawing that are elements of the page: what is in view, once the view rests, a few in
 * each frame, nearest to the middle first. Meanwhile, and for everything else, the layer shows the same.
 */
export function useMounted(scene: Scene, large: boolean): ReadonlySet<string> {
  const flow = useStoreApi();
  const [mounted, setMounted] = useState(NONE);
  const keeper = useRef<Keeper | null>(null);
  useEffect(() => {
    if (!large) return undefined;
    const started = keepMounted(flow, setMounted);
    keeper.current = started;
    return () => {
      started.stop();
      keeper.current = null;
    };
  }, [flow, large]);
  useEffect(() => {
    keeper.current?.show(scene);
  }, [scene]);
  return large ? mounted : NONE;
}

interface Keeper {
  show(scene: Scene): void;
  stop(): void;
}

/** Follows the view and what is in it until it is stopped. */
function keepMounted(
  flow: ReturnType<typeof useStoreApi>,
  set: (update: (before: ReadonlySet<string>) => ReadonlySet<string>) => void,
): Keeper {
  let scene: Scene | null = null;
  let frame = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last: ReactFlowState["transform"] | null = null;
  const soon = (): void => {
    frame ||= requestAnimationFrame(step);
  };
  const step = (): void => {
    frame = 0;
    if (scene === null) return;
    const wanted = wantedIn(scene, flow.getState());
    set((before) => {
      const next = busy() ? before : nextMounted(before, wanted);
      if (busy() || next !== before) soon();
      return next;
    });
  };
  const follow = (state: ReactFlowState): void => {
    if (state.transform === last) return;
    last = state.transform;
    cancelAnimationFrame(frame);
    frame = 0;
    if (state.transform[2] < LIGHT_BELOW) set((before) => (before.size === 0 ? before : NONE));
    clearTimeout(timer);
    timer = setTimeout(step, RESTS_AFTER);
  };
  const unsubscribe = flow.subscribe(follow);
  return {
    show(now) {
      scene = now;
      soon();
    },
    stop() {
      unsubscribe();
      clearTimeout(timer);
      cancelAnimationFrame(frame);
    },
  };
}

// What the pointer holds must not go away under it.
function busy(): boolean {
  return useDragging.getState().moving.ids.size > 0 || useUi.getState().connecting !== null;
}

/** Ids of what should be elements, nearest to the middle first. */
function wantedIn(scene: Scene, { transform, width, height }: ReactFlowState): readonly string[] {
  const [x, y, zoom] = transform;
  if (zoom < LIGHT_BELOW) return [];
  const area = boxOfView({ x, y, zoom, width, height }, ROOM);
  const near: { id: string; distance: number }[] = [];
  const frames = scene.sizes.size === 0 ? [] : framesOf(scene);
  for (const item of scene.items.values()) {
    const { id, box } = item;
    // What a frame hides is painted below it; as an element it would be seen on it.
    if (overlap(box, area) && !frames.some((frame) => hides(frame, item)))
      near.push({ id, distance: distanceBetween(box, area) });
  }
  near.sort((a, b) => a.distance - b.distance);
  return near.slice(0, MOST).map(({ id }) => id);
}

function framesOf({ items, sizes }: Scene): readonly SceneItem[] {
  return [...sizes.keys()].flatMap((id) => items.get(id) ?? []);
}

function hides(frame: SceneItem, item: SceneItem): boolean {
  return item.type !== "frame" && holderOf(item) !== frame.id && overlap(frame.box, item.box);
}

function distanceBetween(a: Box, b: Box): number {
  const [from, to] = [centre(a), centre(b)];
  return Math.hypot(from.x - to.x, from.y - to.y);
}

/** One step from what is mounted towards what is wanted; the same set when there is nothing left to do. */
function nextMounted(before: ReadonlySet<string>, wanted: readonly string[]): ReadonlySet<string> {
  const kept = wanted.filter((id) => before.has(id));
  const added = wanted.filter((id) => !before.has(id)).slice(0, BATCH);
  if (added.length === 0 && kept.length === before.size) return before;
  return new Set([...kept, ...added]);
}
