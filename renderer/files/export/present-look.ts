import { presentPalette, type Palette } from "../../canvas/layer/palette.ts";
import { portLabelsShown } from "../../canvas/port-labels.ts";
import { withComponents } from "../../../shared/kinds/with-components.ts";
import { chargeWords } from "../../live/charges.ts";
import { overlaysOf } from "../../live/overlay.ts";
import { isStoodIn, STANDS_IN } from "../../panels/cost/stand-ins.ts";
import { useAnalysis } from "../../store/analysis.ts";
import type { OpenDocument } from "../../store/documents.ts";
import { problemMarks } from "../../store/problems.ts";
import { useReference } from "../../store/reference.ts";
import { useUi } from "../../store/ui.ts";
import { durationOf } from "../../ui/durations.ts";
import { money } from "../../ui/money.ts";
import type { Look } from "./look.ts";
import { drawnKind, type Pictures } from "./pictures.tsx";
import { canvasMeasure } from "./text.ts";

export type Scheme = "light" | "dark";

/** How the shown drawing looks at this moment, in one of the colour schemes. */
export function presentLook(
  { environment, design }: OpenDocument,
  scheme: Scheme,
  pictures: Pictures,
): Look {
  const { prices, rated, hours, problems } = useAnalysis.getState();
  const palette = paletteOf(scheme);
  return {
    palette,
    catalogue: withComponents(useReference.getState().catalogue, design.components),
    portLabels: portLabelsShown(useUi.getState().panels, Object.keys(design.links).length),
    measure: canvasMeasure(palette.font),
    pictures,
    kindPicture: drawnKind,
    price: (node) => {
      if (environment !== null) return chargeWords(environment, node);
      const price = prices.get(node);
      if (price === undefined || rated === null) return null;
      const mark = isStoodIn(problems, node) ? STANDS_IN.mark : "";
      return `${mark}${money(price, rated.currency)} for ${durationOf(hours).title}`;
    },
    mark: problemMarks(),
    state: overlaysOf(environment),
  };
}

export function presentScheme(): Scheme {
  return document.documentElement.style.colorScheme === "dark" ? "dark" : "light";
}

/** The other scheme is put on and taken off again before the browser paints. */
function paletteOf(scheme: Scheme): Palette {
  const { documentElement: root } = document;
  const before = presentScheme();
  const put = (wanted: Scheme): void => {
    root.dataset["mantineColorScheme"] = wanted;
    root.style.colorScheme = wanted;
  };
  put(scheme);
  const palette = presentPalette();
  put(before);
  return palette;
}
