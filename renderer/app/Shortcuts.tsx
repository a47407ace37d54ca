import { Group, Kbd, Modal, SimpleGrid, Text, Title } from "@mantine/core";
import { getHotkeyHandler, type HotkeyItem } from "@mantine/hooks";
import { useLayoutEffect, type ReactElement } from "react";
import { runCommand, type Command } from "../commands/command.ts";
import { COMMANDS } from "../commands/index.ts";
import { takeBackTyped } from "../panels/inspector/use-gesture.ts";
import { useUi } from "../store/ui.ts";
import { keyText } from "../ui/key-text.ts";

// A dialog, a menu or a list has the keys to itself; in a panel, Delete and the arrows are not for the drawing.
const OWN_KEYS = '[role="dialog"], [role="menu"], [role="listbox"]';
const PANELS = 'aside, [aria-label="Bottom panel"]';

function press(command: Command, event: KeyboardEvent): void {
  const target = event.target instanceof Element ? event.target : null;
  const inside = (places: string): boolean => (target?.closest(places) ?? null) !== null;
  if (inside(OWN_KEYS) || (command.scope === "canvas" && inside(PANELS))) return;
  if (runCommand(command)) event.preventDefault();
}

// Each fires on its own only; the browser keeps its keys where the command is disabled.
function hotkeysOf(commands: readonly Command[]): HotkeyItem[] {
  return commands.flatMap((command) =>
    (command.keys ?? []).map((keys): HotkeyItem => [
      keys,
      (event) => {
        press(command, event);
      },
      { preventDefault: keys.includes("mod") },
    ]),
  );
}

const hear = getHotkeyHandler(hotkeysOf(COMMANDS.filter((command) => !command.whileTyping)));
const hearAlways = getHotkeyHandler(hotkeysOf(COMMANDS.filter((command) => command.whileTyping)));

const FIELDS = new Set(["INPUT", "TEXTAREA", "SELECT"]);
const CHOICES = new Set(["radio", "checkbox"]);

function hasModifier({ ctrlKey, metaKey }: KeyboardEvent): boolean {
  return ctrlKey || metaKey;
}

function onKey(event: KeyboardEvent): void {
  const field = event.target instanceof HTMLElement ? event.target : null;
  if (field?.isContentEditable === true) return;
  hearAlways(event);
  // A switch or a choice takes the plain keys, and no others: nothing is typed there.
  const isChoice = field instanceof HTMLInputElement && CHOICES.has(field.type);
  if (field === null || !FIELDS.has(field.tagName) || (isChoice && hasModifier(event))) hear(event);
  else if (event.key === "Escape" && !event.defaultPrevented) leave(field);
}

/** Esc in a field: what was typed is taken back, and the next Esc is the drawing's. */
function leave(field: HTMLElement): void {
  if (field === listing || field.closest(OWN_KEYS) !== null) return;
  takeBackTyped();
  field.blur();
}

/** The field whose list is open: there, Escape closes that alone. Noted before the field itself hears the key. */
let listing: EventTarget | null = null;

function noteListing({ key, target }: KeyboardEvent): void {
  if (key !== "Escape") return;
  const isOpen = target instanceof Element && target.getAttribute("aria-expanded") === "true";
  listing = isOpen ? target : null;
}

/** Binds every command's keys; while the user types only those that no field needs, such as saving. */
export function Shortcuts(): ReactElement {
  // Not `useHotkeys`, which listens only after the window was painted: a key pressed at once would be lost.
  useLayoutEffect(() => {
    document.documentElement.addEventListener("keydown", noteListing, { capture: true });
    document.documentElement.addEventListener("keydown", onKey);
    return () => {
      document.documentElement.removeEventListener("keydown", noteListing, { capture: true });
      document.documentElement.removeEventListener("keydown", onKey);
    };
  }, []);
  return <ShortcutSheet />;
}

const SECTIONS = Map.groupBy(
  COMMANDS.filter((command) => command.keys !== undefined),
  (command) => command.section,
);

const MOUSE = [
  ["Zoom", "Wheel"],
  ["Move the view", "Middle button, or Space and drag"],
  ["Select several", "Drag a box, or Ctrl or Shift and click"],
  ["Open, rename, collapse or write", "Double click"],
  ["Menu of what is there", "Right button, or Shift F10"],
  ["Link", "Drag from a dot at a node, or with Alt from anywhere on it, to another node"],
  ["Choose the ports of a link", "Hold Shift while dropping it"],
  ["Place several", "Hold Shift while placing"],
  ["Calendar: book a time of a week or the timeline", "Drag over it"],
] as const;

const CALENDAR = [
  ["Into a week, a month or the timeline, and out of it", "Tab"],
  ["Week, month: earlier or later, another day", "↑ ↓, ← →"],
  ["Timeline: earlier or later, another row", "← →, ↑ ↓"],
  ["First or last of the day or row; of all", "Home End, with Ctrl"],
  ["Show it", "Enter"],
  ["Move it, or its end: the arrows bring it", "M, E"],
  ["Longer steps while it is moved", "Shift and an arrow"],
  ["Apply where it is brought; leave it", "Enter, Esc"],
] as const;

/** `?`: all keys on one sheet. */
function ShortcutSheet(): ReactElement {
  const shown = useUi((ui) => ui.shortcutsShown);
  return (
    <Modal
      opened={shown}
      onClose={() => {
        useUi.setState({ shortcutsShown: false });
      }}
      title="Keyboard shortcuts"
      closeOnClickOutside
      size={860}
    >
      <SimpleGrid cols={2} spacing={32} verticalSpacing={20}>
        {[...SECTIONS].map(([section, commands]) => (
          <section key={section} aria-label={section}>
            <Title order={3} size="sm" mb={6}>
              {section}
            </Title>
            {commands.map((command) => (
              <Entry
                key={command.id}
                title={command.title}
                keys={[...new Set((command.keys ?? []).map(keyText))].slice(0, 2)}
              />
            ))}
          </section>
        ))}
        <Written title="Calendar" lines={CALENDAR} />
        <Written title="Mouse" lines={MOUSE} />
      </SimpleGrid>
    </Modal>
  );
}

/** What no command stands for. */
function Written(props: {
  readonly title: string;
  readonly lines: readonly (readonly [string, string])[];
}): ReactElement {
  const { title, lines } = props;
  return (
    <section aria-label={title}>
      <Title order={3} size="sm" mb={6}>
        {title}
      </Title>
      {lines.map(([what, keys]) => (
        <Entry key={what} title={what} keys={[keys]} />
      ))}
    </section>
  );
}

function Entry({ title, keys }: { title: string; keys: readonly string[] }): ReactElement {
  return (
    <Group justify="space-between" wrap="nowrap" py={2}>
      <Text size="xs">{title}</Text>
      <Group gap={4} wrap="nowrap">
        {keys.map((key) => (
          <Kbd key={key} size="xs">
            {key}
          </Kbd>
        ))}
      </Group>
    </Group>
  );
}
