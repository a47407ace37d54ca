import { Background, BackgroundVariant, useStore, type ReactFlowState } from "@xyflow/react";
import type { ReactElement } from "react";
import { GRID } from "../../shared/layout/drawing.ts";

const GAP = 3 * GRID;
/** Dots closer than this, in pixels, would be a grey haze that takes long to draw. */
const CLOSEST = 14;

const pickGap = ({ transform: [, , zoom] }: ReactFlowState): number =>
  GAP * 2 ** Math.max(0, Math.ceil(Math.log2(CLOSEST / (GAP * zoom))));

/** The dots behind the drawing; of each so many, the smaller it is seen. */
export function Grid(): ReactElement {
  return <Background variant={BackgroundVariant.Dots} gap={useStore(pickGap)} size={1.2} />;
}
