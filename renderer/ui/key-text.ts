const IS_APPLE = /Mac|iPhone|iPad/.test(navigator.platform);

const NAMES: Readonly<Record<string, string>> = {
  mod: IS_APPLE ? "⌘" : "Ctrl",
  shift: "Shift",
  alt: "Alt",
  delete: "Del",
  backspace: "Backspace",
  escape: "Esc",
  enter: "Enter",
  pageup: "Page Up",
  pagedown: "Page Down",
  arrowleft: "←",
  arrowright: "→",
  arrowup: "↑",
  arrowdown: "↓",
  plus: "+",
  minus: "−",
};

/** Keys as people write them: `mod+shift+Z` becomes `Ctrl Shift Z`. */
export function keyText(keys: string): string {
  const shifted = keys.includes("?") ? keys.replace("shift+", "") : keys;
  return shifted
    .split("+")
    .map((key) => NAMES[key.toLowerCase()] ?? key.toUpperCase())
    .join(" ");
}
