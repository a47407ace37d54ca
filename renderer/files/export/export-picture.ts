import type { Result } from "../../../shared/base/result.ts";
import { ok } from "../../../shared/base/result.ts";
import type { ExportRequest } from "../../../shared/protocol/desktop-bridge.ts";
import type { Box } from "../../canvas/geometry.ts";
import { createSceneCache, holderOf, type Scene } from "../../canvas/scene.ts";
import { shownArea } from "../../canvas/viewport.ts";
import { flowId } from "../../canvas/flow-id.ts";
import type { OpenDocument } from "../../store/documents.ts";
import { unfoldedIn } from "../../store/unfolded.ts";
import { parseKey } from "../../store/elements.ts";
import { areaOf, drawParts, sheetOf, type Part, type Sheet } from "./drawing.ts";
import type { Look } from "./look.ts";
import type { Pictures } from "./pictures.tsx";
import { packedRows, type Painting } from "./painting.ts";
import { PAINTED_AT_MOST, resized, shrinkingTo, type PixelLimit } from "./pixel-size.ts";
import { pngOf } from "./png.ts";
import { presentLook, presentScheme, type Scheme } from "./present-look.ts";
import { toPdf } from "./to-pdf.ts";
import { takenInTurns, type Work } from "./work.ts";

export type PictureFormat = "png" | "svg" | "pdf";
export type PictureScope = "all" | "selection" | "view";

export interface PictureChoice {
  readonly format: PictureFormat;
  readonly scope: PictureScope;
  readonly scale: number;
  readonly colours: "screen" | Scheme;
  readonly background: boolean;
  readonly dots: boolean;
}

export interface Picture {
  readonly sheet: Sheet;
  /** It would have been larger than the format can be. */
  readonly reduced: boolean;
  readonly look: Look;
  /** Nodes, links, groups and notes of the design. */
  readonly things: number;
  /** Draws it, part by part. */
  readonly parts: () => Generator<Part>;
}

const NO_LIMIT: PixelLimit = { side: Number.POSITIVE_INFINITY, pixels: Number.POSITIVE_INFINITY };
/** Readers of PDF show no page longer than 200 inches. */
const PAGE: PixelLimit = { ...NO_LIMIT, side: 200 * 96 };
const LIMITS = {
  png: PAINTED_AT_MOST,
  svg: NO_LIMIT,
  pdf: PAGE,
} satisfies Record<PictureFormat, PixelLimit>;

/** What was chosen, as large as the format can be; null where there is nothing to draw. */
export function drawPicture(
  document: OpenDocument,
  choice: PictureChoice,
  pictures: Pictures,
): Picture | null {
  const { format, scope, colours, background, dots } = choice;
  const scene = createSceneCache()(document.design, unfoldedIn(document));
  const only = scope === "selection" ? selected(scene, document) : null;
  const area: Box | null = scope === "view" ? shownArea() : areaOf(scene, only);
  if (area === null) return null;
  const look = presentLook(document, colours === "screen" ? presentScheme() : colours, pictures);
  const by = shrinkingTo(LIMITS[format], resized(area, choice.scale));
  const scale = choice.scale * by;
  return {
    sheet: { area, ...resized(area, scale) },
    reduced: by < 1,
    look,
    things: scene.items.size + scene.links.size,
    parts: () => drawParts(scene, look, { area, only, background, dots }),
  };
}

/** The selected items; a frame brings what is in it. */
function selected(scene: Scene, { selection, design }: OpenDocument): ReadonlySet<string> {
  const groups = new Set<string>();
  const ids = new Set<string>();
  for (const key of selection) {
    const { type, id } = parseKey(key);
    if (type === "group") groups.add(id);
    if (type === "node" || type === "group" || type === "note") ids.add(flowId(type, id));
  }
  for (const [id, { group }] of Object.entries(design.nodes))
    if (group !== undefined && groups.has(group)) ids.add(id);
  const items = [...scene.items.values()].filter((item) => ids.has(holderOf(item)));
  return new Set(items.map(({ id }) => id));
}

const KINDS = {
  png: { title: "PNG picture", extension: "png", mediaType: "image/png" },
  svg: { title: "SVG picture", extension: "svg", mediaType: "image/svg+xml" },
  pdf: { title: "PDF document", extension: "pdf", mediaType: "application/pdf" },
} satisfies Record<PictureFormat, Omit<ExportRequest, "suggestedName" | "data">>;

/** The picture as a file that can be saved; throws when the work is cancelled. */
export async function pictureFile(
  { parts, sheet, look, things }: Picture,
  format: PictureFormat,
  name: string,
  work: Work,
): Promise<Result<ExportRequest>> {
  await work.turn("Drawing", 0);
  const drawn = await takenInTurns(parts(), things * PARTS_OF_EACH, "Drawing", work);
  const data = await bytesOf({ parts: drawn, sheet, look }, format, work);
  if (!data.ok) return data;
  return ok({ ...KINDS[format], suggestedName: `${name}.${format}`, data: data.value });
}

/** A link has labels, too: a guess that only the progress bar goes by. */
const PARTS_OF_EACH = 1.5;

async function bytesOf(
  painting: Painting,
  format: PictureFormat,
  work: Work,
): Promise<Result<Uint8Array>> {
  const { parts, sheet, look } = painting;
  if (format === "svg") return ok(new TextEncoder().encode(sheetOf(parts, sheet, look)));
  if (format === "pdf") return toPdf(painting, work);
  const packed = await packedRows(painting, "png", work);
  return packed.ok ? ok(pngOf(sheet, packed.value)) : packed;
}
