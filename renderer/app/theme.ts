import {
  convertCssVariables,
  createTheme,
  defaultCssVariablesResolver,
  mergeMantineTheme,
  type MantineColorsTuple,
  DEFAULT_THEME,
} from "@mantine/core";
import { returnFocus } from "../ui/focus-return.ts";
import { selectOnClick } from "../ui/select-on-click.ts";
import { takeOption } from "../ui/take-option.ts";

// Mantine's greys are neutral; these go with the surfaces of app.css.
const dark: MantineColorsTuple = [
  "#d5d9e1",
  "#b4bac6",
  "#8b93a3",
  "#646c7b",
  "#434955",
  "#31363f",
  "#262a33",
  "#1d2027",
  "#16181d",
  "#101216",
];

/**
 * Whoever only walks past by the keyboard wants no list; a click or an arrow key opens it.
 * Who types what is wanted takes the first that fits with Enter.
 */
const FOUND_BY_TYPING = {
  openOnFocus: false,
  selectFirstOptionOnChange: true,
  wrapperProps: { onKeyDownCapture: takeOption },
} as const;

export const theme = createTheme({
  primaryColor: "indigo",
  // Who asks the system for less motion gets none of Mantine's, which does not ask by itself.
  respectReducedMotion: true,
  primaryShade: { light: 7, dark: 8 },
  colors: { dark },
  defaultRadius: "sm",
  fontFamily:
    'Inter, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif',
  headings: { fontWeight: "600" },
  cursorType: "pointer",
  components: {
    // Mantine locks scrolling with a <style> element, which the strict CSP refuses; the page never scrolls anyway.
    Modal: {
      defaultProps: {
        lockScroll: false,
        centered: true,
        // A slip of the hand beside a form would lose what was typed into it; Esc and the buttons close it.
        closeOnClickOutside: false,
        overlayProps: { opacity: 0.4 },
        closeButtonProps: { "aria-label": "Close" },
        onExitTransitionEnd: returnFocus,
      },
    },
    Drawer: { defaultProps: { onExitTransitionEnd: returnFocus } },
    // A <header> would be a second banner beside the window's own.
    ModalHeader: { defaultProps: { component: "div" } },
    DrawerHeader: { defaultProps: { component: "div" } },
    Tooltip: { defaultProps: { openDelay: 400, withArrow: true } },
    Notification: { defaultProps: { closeButtonProps: { "aria-label": "Close" } } },
    ActionIcon: { defaultProps: { variant: "subtle", color: "gray" } },
    // Of a closed field its list is no part of the page: some hold hundreds of options.
    Combobox: { defaultProps: { keepMounted: false } },
    Select: { defaultProps: FOUND_BY_TYPING },
    MultiSelect: { defaultProps: FOUND_BY_TYPING },
    // A unit behind the number keeps a triple click from selecting it: a press does, ready to be typed over.
    NumberInput: { defaultProps: selectOnClick },
    // The placeholder would be a child that a menu must not have; keys find the first item without it.
    Menu: { defaultProps: { shadow: "md", width: 240, withInitialFocusPlaceholder: false } },
  },
});

/**
 * Gives the page the theme's CSS variables by a constructed style sheet. Mantine would write a <style>
 * element, which `style-src 'self'` forbids.
 */
export function adoptThemeVariables(page: Document): void {
  const merged = mergeMantineTheme(DEFAULT_THEME, theme);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(convertCssVariables(defaultCssVariablesResolver(merged), ":root"));
  page.adoptedStyleSheets = [...page.adoptedStyleSheets, sheet];
}
