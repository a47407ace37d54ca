import { useReactFlow, useStoreApi } from "@xyflow/react";
import { useEffect, useRef, type PointerEvent, type ReactElement, type WheelEvent } from "react";
import { findKind } from "../../shared/kinds/index.ts";
import { around, type Box, type Point } from "./geometry.ts";
import { css, onScheme, presentPalette, type Palette } from "./layer/palette.ts";
import { boxOfView } from "./layer/picture.ts";
import styles from "./Minimap.module.css";
import { panelOpen, useUi } from "../store/ui.ts";
import { CommandButton } from "../ui/CommandButton.tsx";
import type { Scene, SceneItem } from "./scene.ts";
import { MINIMAP } from "./viewport.ts";

const SIZE = { width: MINIMAP.width, height: MINIMAP.height } as const;
/** Painted once the drawing has not changed for so long, in milliseconds. */
const SETTLE_MS = 60;

/** Where the minimap shows a point of the drawing: `(p - origin) * scale`. */
interface Placement {
  readonly origin: Point;
  readonly scale: number;
}

/** The minimap in its corner, what lies under it shining through; folded, the button that brings it back. */
export function MinimapCorner({ scene }: { readonly scene: Scene }): ReactElement {
  const open = useUi((ui) => panelOpen(ui.panels, "minimap"));
  return (
    <div className={styles["corner"]} data-open={open}>
      {open && <Minimap scene={scene} />}
      <CommandButton id="view.minimap" title={open ? "Fold the minimap" : "Show the minimap"} />
    </div>
  );
}

/** The whole drawing, and the part of it that is in view. Drag to move the view, wheel to zoom. */
function Minimap({ scene }: { readonly scene: Scene }): ReactElement {
  const picture = useRef<HTMLCanvasElement>(null);
  const view = useRef<HTMLDivElement>(null);
  const store = useStoreApi();
  const flow = useReactFlow();
  const placement = useRef<Placement>({ origin: { x: 0, y: 0 }, scale: 1 });
  useEffect(() => {
    const show = (): void => {
      if (view.current !== null) showView(view.current, viewBox(store), placement.current);
    };
    const draw = (): void => {
      placement.current = placementOf(scene);
      if (picture.current !== null)
        paint(picture.current, scene, placement.current, presentPalette());
      show();
    };
    const timer = setTimeout(draw, SETTLE_MS);
    const stops = [store.subscribe(show), onScheme(draw)];
    return () => {
      clearTimeout(timer);
      for (const stop of stops) stop();
    };
  }, [scene, store]);
  const look = (event: PointerEvent): void => {
    if (event.buttons !== 1) return;
    const { left, top } = event.currentTarget.getBoundingClientRect();
    const { origin, scale } = placement.current;
    const [x, y] = [event.clientX - left, event.clientY - top];
    void flow.setCenter(x / scale + origin.x, y / scale + origin.y, { zoom: flow.getZoom() });
  };
  const zoom = ({ deltaY }: WheelEvent): void => {
    void flow.zoomTo(flow.getZoom() * 2 ** (-deltaY / 400));
  };
  return (
    <div
      className={styles["minimap"]}
      role="img"
      aria-label="Minimap"
      style={SIZE}
      onPointerDown={look}
      onPointerMove={look}
      onWheel={zoom}
    >
      <canvas ref={picture} className={styles["picture"]} style={SIZE} />
      <div ref={view} className={styles["view"]} />
    </div>
  );
}

function viewBox(store: ReturnType<typeof useStoreApi>): Box {
  const { transform, width, height } = store.getState();
  const [x, y, zoom] = transform;
  return boxOfView({ x, y, zoom, width, height });
}

function showView({ style }: HTMLElement, box: Box, { origin, scale }: Placement): void {
  style.transform = `translate(${(box.x - origin.x) * scale}px, ${(box.y - origin.y) * scale}px)`;
  style.width = `${box.width * scale}px`;
  style.height = `${box.height * scale}px`;
}

/** All of the drawing, with a little room around it. */
function placementOf({ items }: Scene): Placement {
  const all = around([...items.values()].map(({ box }) => box)) ?? { x: 0, y: 0, ...SIZE };
  const scale = 0.9 * Math.min(SIZE.width / all.width, SIZE.height / all.height);
  const [x, y] = [all.x + all.width / 2, all.y + all.height / 2];
  return { scale, origin: { x: x - SIZE.width / scale / 2, y: y - SIZE.height / scale / 2 } };
}

function paint(
  canvas: HTMLCanvasElement,
  { items }: Scene,
  { origin, scale }: Placement,
  palette: Palette,
): void {
  const ratio = window.devicePixelRatio;
  canvas.width = SIZE.width * ratio;
  canvas.height = SIZE.height * ratio;
  const context = canvas.getContext("2d");
  if (context === null) return;
  context.setTransform(
    scale * ratio,
    0,
    0,
    scale * ratio,
    -origin.x * scale * ratio,
    -origin.y * scale * ratio,
  );
  for (const item of items.values()) {
    const { x, y, width, height } = item.box;
    context.fillStyle = colourOf(item, palette);
    context.fillRect(x, y, width, height);
  }
}

function colourOf(item: SceneItem, palette: Palette): string {
  if (item.type === "scenery") return colourOf(item.of, palette);
  const { category, colour, noteLine } = palette;
  if (item.type === "frame") return css(colour.link, item.collapsed ? 0.8 : 0.14);
  if (item.type === "note") return css(noteLine);
  const own = category.get(findKind(item.node.kind)?.category ?? "unknown") ?? colour.link;
  return css(own, item.type === "unfolded" ? 0.25 : 1);
}
