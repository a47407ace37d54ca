/** The window's colours as a chart needs them: it draws on a canvas, where style sheets do not reach. */
export interface ChartTheme {
  readonly ink: string;
  readonly soft: string;
  readonly line: string;
  readonly surface: string;
  readonly accent: string;
  readonly less: string;
  readonly more: string;
  /** Told apart by people who see fewer colours, on either ground. */
  readonly palette: readonly string[];
  readonly font: string;
}

// Okabe and Ito's colours, lighter where the ground is dark.
const LIGHT = ["#0072b2", "#d55e00", "#009e73", "#a64d83", "#b8860b", "#3d7ea6", "#6b7280"];
const DARK = ["#56b4e9", "#ff9248", "#2fd1a0", "#dd8fbf", "#f0d24a", "#8fb8de", "#9aa3b2"];

const SCHEME = "data-mantine-color-scheme";

/** The scheme whose colours hold at the moment: those of the page may follow what was chosen a moment later. */
export function shownScheme(): "light" | "dark" {
  return document.documentElement.getAttribute(SCHEME) === "dark" ? "dark" : "light";
}

/** Tells when the colours of another scheme hold. Returns how to stop. */
export function whenSchemeShows(tell: () => void): () => void {
  const observer = new MutationObserver(tell);
  observer.observe(document.documentElement, { attributeFilter: [SCHEME] });
  return () => observer.disconnect();
}

/** Reads the colours that hold at the moment. */
export function chartTheme(scheme: "light" | "dark"): ChartTheme {
  const style = getComputedStyle(document.documentElement);
  const read = (name: string): string => style.getPropertyValue(name).trim();
  return {
    ink: read("--ink"),
    soft: read("--ink-soft"),
    line: read("--line"),
    surface: read("--surface-raised"),
    accent: scheme === "dark" ? "#91a7ff" : "#4263eb",
    less: read("--good"),
    more: read("--bad"),
    palette: scheme === "dark" ? DARK : LIGHT,
    font: getComputedStyle(document.body).fontFamily,
  };
}
