import type { WaterfallStep } from "../../shared/pricing/review/waterfall.ts";

/** What each reason for a difference is called, and what it says. */
export const STEP_WORDS: Readonly<
  Record<WaterfallStep["step"], { readonly title: string; readonly meaning: string }>
> = {
  hours: { title: "Hours", meaning: "It ran longer or shorter than planned." },
  level: { title: "Level", meaning: "More or less was used at once." },
  "window mix": { title: "Window mix", meaning: "It ran in other rate windows." },
  "band and cap": { title: "Band and cap", meaning: "Other bands, packs or limits were reached." },
  rate: { title: "Rate", meaning: "The price book changed." },
  discount: { title: "Discount", meaning: "More or less was taken off." },
  credit: { title: "Credit", meaning: "A guarantee was missed." },
  rounding: { title: "Rounding", meaning: "What rounding made of it." },
  "never started": { title: "Never started", meaning: "It was projected and not used." },
  "not planned": { title: "Not planned", meaning: "It was used and not projected." },
};
