import type { ReactFlowState, useStoreApi } from "@xyflow/react";
import { withComponents } from "../../../shared/kinds/with-components.ts";
import { overlaysOf } from "../../live/overlay.ts";
import { useLive } from "../../live/state.ts";
import { useAnalysis } from "../../store/analysis.ts";
import { activeDocument, useDocuments } from "../../store/documents.ts";
import { NOTHING_SELECTED } from "../../store/elements.ts";
import { useLabFit } from "../../store/lab-fit.ts";
import { problemMarks } from "../../store/problems.ts";
import { useReference } from "../../store/reference.ts";
import { useUi } from "../../store/ui.ts";
import { useDragging } from "../dragging.ts";
import { portLabelsShown } from "../port-labels.ts";
import type { Scene } from "../scene.ts";
import { MARGIN, paint, type Easel } from "./paint.ts";
import { onScheme, presentPalette } from "./palette.ts";
import type { Subject, View } from "./picture.ts";
import { Stamps } from "./stamps.ts";

type Flow = ReturnType<typeof useStoreApi>;

/** What React knows and the layer does not. */
export interface Shown {
  readonly scene: Scene;
  /** Items that are elements of the page just now. */
  readonly mounted: ReadonlySet<string>;
}

export interface Layer {
  show(shown: Shown): void;
  stop(): void;
}

/** A thousand states a second are seen together, this often (in milliseconds), not each by itself. */
const RESTATED_EVERY = 400;

/**
 * Keeps a canvas that lies in the flow's viewport true to what it should show. It moves along with the
 * viewport by itself, so it is painted anew only for another zoom, at the end of its margin, or when
 * something on it has changed; at most once a frame.
 */
export function startLayer(canvas: HTMLCanvasElement, flow: Flow): Layer {
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("the browser gives no 2d context");
  const easel: Easel = { canvas, context, dots: null, stamps: new Stamps() };
  let shown: Shown | null = null;
  let palette = presentPalette();
  let painted: View | null = null;
  let frame = 0;

  const paintNow = (): void => {
    frame = 0;
    if (shown === null) return;
    const view = viewOf(flow.getState());
    const { components } = activeDocument()?.design ?? {};
    const catalogue = withComponents(useReference.getState().catalogue, components);
    const count = paint(easel, subjectOf(shown, palette), view, catalogue, repaint);
    canvas.dataset["nodes"] = String(count);
    place(canvas, view);
    painted = view;
  };
  const repaint = (): void => {
    frame ||= requestAnimationFrame(paintNow);
  };
  const follow = (state: ReactFlowState): void => {
    if (painted === null || !covers(painted, viewOf(state))) repaint();
  };
  const stopScheme = onScheme(() => {
    palette = presentPalette();
    repaint();
  });
  let restating: ReturnType<typeof setTimeout> | undefined;
  const restate = (): void => {
    restating ??= setTimeout(() => {
      restating = undefined;
      repaint();
    }, RESTATED_EVERY);
  };
  const stops = [flow.subscribe(follow), ...watch(repaint, restate)];
  return {
    show(now) {
      const before = shown;
      shown = now;
      // The first time at once, or the canvas would be seen empty for a moment.
      if (painted === null || before === null) paintNow();
      else if (before.scene !== now.scene || framesIn(before) !== framesIn(now)) repaint();
    },
    stop() {
      cancelAnimationFrame(frame);
      clearTimeout(restating);
      stopScheme();
      for (const stop of stops) stop();
    },
  };
}

/** The frames that are elements of the page: the layer leaves them out, while cards it paints all the same. */
function framesIn({ scene, mounted }: Shown): string {
  const isFrame = (id: string): boolean => {
    const type = scene.items.get(id)?.type;
    return type === "frame" || type === "unfolded" || type === "scenery";
  };
  return [...mounted].filter(isFrame).toSorted().join();
}

/** Calls back when something changes that is not React's to tell; for live states by a function of their own. */
function watch(changed: () => void, restated: () => void): readonly (() => void)[] {
  return [
    useDragging.subscribe(changed),
    useDocuments.subscribe((after, before) => {
      if (after !== before) changed();
    }),
    useAnalysis.subscribe((after, before) => {
      if (after.marks !== before.marks) changed();
    }),
    useLabFit.subscribe(changed),
    useUi.subscribe((after, before) => {
      if (after.panels !== before.panels) changed();
    }),
    useLive.subscribe((after, before) => {
      const id = activeDocument()?.environment ?? null;
      if (id === null) return;
      if (after.connection !== before.connection) changed();
      else if (after.views[id]?.status !== before.views[id]?.status) restated();
    }),
  ];
}

function subjectOf({ scene, mounted }: Shown, palette: Subject["palette"]): Subject {
  const document = activeDocument();
  const { moving, boxing } = useDragging.getState();
  return {
    scene,
    mounted,
    palette,
    portLabels: portLabelsShown(useUi.getState().panels, scene.links.size),
    moving,
    selection: boxing?.before ?? document?.selection ?? NOTHING_SELECTED,
    boxed: boxing?.box ?? null,
    markOf: problemMarks(),
    overlay: overlaysOf(document?.environment ?? null),
  };
}

function viewOf({ transform: [x, y, zoom], width, height }: ReactFlowState): View {
  return { x, y, zoom, width, height };
}

/** Whether what was painted for one view is all that another needs. */
function covers(painted: View, view: View): boolean {
  return (
    painted.zoom === view.zoom &&
    painted.width === view.width &&
    painted.height === view.height &&
    Math.abs(painted.x - view.x) < MARGIN &&
    Math.abs(painted.y - view.y) < MARGIN
  );
}

/** Puts the canvas where its pixels belong, in the coordinates of the drawing. */
function place(canvas: HTMLCanvasElement, { x, y, zoom, width, height }: View): void {
  const { style } = canvas;
  style.width = `${Math.ceil(width + 2 * MARGIN)}px`;
  style.height = `${Math.ceil(height + 2 * MARGIN)}px`;
  style.transform = `translate(${(-x - MARGIN) / zoom}px, ${(-y - MARGIN) / zoom}px) scale(${1 / zoom})`;
}
