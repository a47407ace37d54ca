import { useStore, type ReactFlowState } from "@xyflow/react";
import { useLayoutEffect } from "react";
import { detailAt, useZoomDetail, type ZoomDetail } from "./zoom-level.ts";

const pickDetail = (state: ReactFlowState): ZoomDetail => detailAt(state.transform[2]);

/** Follows the flow's zoom for all nodes and links. */
export function ZoomLevel(): null {
  const detail = useStore(pickDetail);
  useLayoutEffect(() => {
    useZoomDetail.setState({ detail });
  }, [detail]);
  return null;
}
