import { withComponents } from "../../shared/kinds/with-components.ts";
import type { Design } from "../../shared/design/design.ts";
import { useReference } from "../store/reference.ts";
import { NOTHING_SELECTED } from "../store/elements.ts";
import { STILL } from "./geometry.ts";
import { paint } from "./layer/paint.ts";
import { presentPalette } from "./layer/palette.ts";
import { Stamps } from "./layer/stamps.ts";
import { sceneAhead } from "./scene.ts";
import { isLarge } from "./use-mounted.ts";
import { fitted } from "./viewport.ts";

/**
 * Works out what a design looks like that is likely to be opened next, and paints a large one once where nobody
 * sees it: the browser then has read and run what paints it, and measured its words.
 */
export function drawAhead(design: Design): void {
  const scene = sceneAhead(design);
  // About the room that panels leave to the drawing.
  const size = { width: 0.6 * window.innerWidth, height: 0.6 * window.innerHeight };
  const view = fitted(scene, size);
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d");
  if (!isLarge(scene) || view === null || context === null) return;
  const subject = {
    scene,
    moving: STILL,
    selection: NOTHING_SELECTED,
    boxed: null,
    markOf: () => null,
    overlay: () => null,
    mounted: new Set<string>(),
    palette: presentPalette(),
    portLabels: false,
  };
  const easel = { canvas, context, dots: null, stamps: new Stamps() };
  const catalogue = withComponents(useReference.getState().catalogue, design.components);
  paint(easel, subject, { ...view, ...size }, catalogue, () => {});
}
