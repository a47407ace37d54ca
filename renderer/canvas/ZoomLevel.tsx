import { useStore, type ReactFlowState } from "@xyflow/react";
import { useLayoutEffect } from "react";
import { detailAt, useZoomDetail, type ZoomDetail } from "./zoom-level.ts";

const pickDetail = (state: ReactFlowState): ZoomDetail => detailAt(state.transform[2]);

/** Follows the flow's zoom for all nodes and links. Where the layer shows small cards, elements never are. */
export function ZoomLevel({ layered }: { readonly layered: boolean }): null {
  const seen = useStore(pickDetail);
  const detail = layered && seen === "light" ? "usual" : seen;
  useLayoutEffect(() => {
    useZoomDetail.setState({ detail });
  }, [detail]);
  return null;
}
