import { Kbd } from "@mantine/core";
import { Spotlight } from "@mantine/spotlight";
import { IconSearch } from "@tabler/icons-react";
import { useState, type ReactElement } from "react";
import { runCommand } from "../commands/command.ts";
import { COMMANDS } from "../commands/index.ts";
import styles from "./CommandPalette.module.css";
import { keyText } from "../ui/key-text.ts";

/** Ctrl-K: every command that can be run now, found by typing. */
export function CommandPalette(): ReactElement {
  // Worked out anew at each opening: what is enabled depends on the moment.
  const [commands, setCommands] = useState(() => enabled());
  return (
    <Spotlight
      shortcut={["mod + K"]}
      // No field needs this key itself.
      tagsToIgnore={[]}
      scrollable
      attributes={{ content: { "aria-label": "Commands" } }}
      highlightQuery
      maxHeight={420}
      lockScroll={false}
      overlayProps={{ backgroundOpacity: 0.35, blur: 0 }}
      // There at once with the cursor in it, and gone at once: no key falls into the gap.
      transitionProps={{ duration: 0 }}
      shadow="xl"
      onSpotlightOpen={() => {
        setCommands(enabled());
      }}
      nothingFound="No command like that"
      searchProps={{
        leftSection: <IconSearch size={18} />,
        placeholder: "Search commands…",
        // The user asked for it with Ctrl-K.
        autoFocus: true,
        "aria-label": "Search commands",
      }}
      actions={commands.map((command) => {
        const Picture = command.icon;
        const keys = command.keys?.[0];
        return {
          id: command.id,
          label: command.title,
          group: command.section,
          keywords: [...(command.words ?? [])],
          leftSection:
            Picture === undefined ? (
              <span className={styles["noIcon"]} />
            ) : (
              <Picture size={18} stroke={1.6} />
            ),
          rightSection: keys === undefined ? null : <Kbd size="xs">{keyText(keys)}</Kbd>,
          onClick: () => runCommand(command),
        };
      })}
    />
  );
}

function enabled(): typeof COMMANDS {
  return COMMANDS.filter((command) => command.enabled?.() !== false);
}
