import { allKinds } from "../../../shared/kinds/index.ts";

/** Red, green, blue, 0 to 255. */
export type Rgb = readonly [number, number, number];

const NAMES = [
  "canvas",
  "surface",
  "surface-raised",
  "line",
  "line-strong",
  "ink",
  "ink-soft",
  "link",
  "accent",
  "good",
  "warning",
  "bad",
] as const;
const CATEGORIES = new Set([...allKinds().map((kind) => kind.category), "unknown"]);

/** The window's colours as numbers, for what is painted instead of styled. */
export interface Palette {
  readonly colour: Readonly<Record<(typeof NAMES)[number], Rgb>>;
  /** By the category of a kind, `unknown` for kinds of the future. */
  readonly category: ReadonlyMap<string, Rgb>;
  readonly note: Rgb;
  readonly noteLine: Rgb;
  /** The window's font family. */
  readonly font: string;
}

// To ask for each colour makes the browser work out styles anew: once for a scheme is enough.
const palettes = new Map<string, Palette>();

/** The colours that the style sheets give in the present colour scheme. */
export function presentPalette(): Palette {
  const { dataset, style } = document.documentElement;
  const scheme = `${dataset["mantineColorScheme"]} ${style.cssText}`;
  let palette = palettes.get(scheme);
  if (palette === undefined) palettes.set(scheme, (palette = readPalette(document.body)));
  return palette;
}

/**
 * Runs whenever the colour scheme becomes another one.
 * @returns ends it
 */
export function onScheme(run: () => void): () => void {
  const observer = new MutationObserver(run);
  observer.observe(document.documentElement, {
    attributeFilter: ["data-mantine-color-scheme", "style"],
  });
  return () => observer.disconnect();
}

function readPalette(host: HTMLElement): Palette {
  const probe = host.appendChild(document.createElement("span"));
  const read = (value: string): Rgb => {
    probe.style.color = value;
    return parsed(getComputedStyle(probe).color);
  };
  const colours = NAMES.map((name) => [name, read(`var(--${name})`)] as const);
  const category = new Map<string, Rgb>();
  for (const name of CATEGORIES) {
    probe.dataset["category"] = name;
    category.set(name, read("var(--category)"));
  }
  const palette: Palette = {
    // One entry for each of NAMES, by construction.
    colour: Object.fromEntries(colours) as Palette["colour"],
    category,
    note: read("light-dark(#fff8dc, #332d16)"),
    noteLine: read("light-dark(#f0dfa0, #5c5227)"),
    font: getComputedStyle(host).fontFamily,
  };
  probe.remove();
  return palette;
}

/** `rgb(1, 2, 3)`, as browsers give computed colours. */
function parsed(text: string): Rgb {
  const [red = 0, green = 0, blue = 0] = (text.match(/[\d.]+/g) ?? []).map(Number);
  return [red, green, blue];
}

/** A part (0 to 1) of `b` mixed into `a`. */
export function mixed(a: Rgb, b: Rgb, part: number): Rgb {
  return [a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part, a[2] + (b[2] - a[2]) * part];
}

/** A colour as one number, the way a little-endian image has it: the first byte, red, is the lowest. */
export function inkOf([red, green, blue]: Rgb): number {
  return (blue << 16) | (green << 8) | red;
}

// Put together for each of hundreds of cards it would take as long as painting them.
const opaque = new WeakMap<Rgb, string>();

export function css(colour: Rgb, alpha = 1): string {
  if (alpha !== 1) return rgb(colour, alpha);
  let text = opaque.get(colour);
  if (text === undefined) opaque.set(colour, (text = rgb(colour, alpha)));
  return text;
}

function rgb([red, green, blue]: Rgb, alpha: number): string {
  return `rgb(${Math.round(red)} ${Math.round(green)} ${Math.round(blue)} / ${alpha})`;
}
