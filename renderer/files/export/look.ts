import type { Catalogue } from "../../../shared/catalogue/catalogue.ts";
import type { Palette } from "../../canvas/layer/palette.ts";
import type { InstanceOverlay } from "../../live/overlay.ts";
import type { ProblemMark } from "../../store/analysis.ts";
import type { ElementKey } from "../../store/elements.ts";
import type { Svg } from "./svg.ts";
import type { Measure } from "./text.ts";

/** The little pictures of the drawing; each is the markup of a whole `<svg>`. */
export type PictureName =
  | "lock"
  | "unknown"
  | "expanded"
  | "collapsed"
  | "collapse"
  | "previous"
  | "folder"
  | ProblemMark["severity"]
  | InstanceOverlay["tone"];

/** Everything that a drawing shows beside the design itself. */
export interface Look {
  readonly palette: Palette;
  readonly catalogue: Catalogue;
  /** Whether links name the ports they end at. */
  readonly portLabels: boolean;
  readonly measure: Measure;
  readonly pictures: Readonly<Record<PictureName, Svg>>;
  /** The picture of a kind, undefined for kinds without one. */
  readonly kindPicture: (kind: string) => Svg | undefined;
  /** `€0.05 for 1 day`, or what it was charged in an environment; null where there is no price. */
  readonly price: (node: string) => string | null;
  readonly mark: (element: ElementKey) => ProblemMark | null;
  /** The live state of a node of an environment. */
  readonly state: (node: string) => InstanceOverlay | null;
}
