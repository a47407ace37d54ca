import { CloseButton, ScrollArea, Text, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useMemo, useState, type MouseEvent, type ReactElement } from "react";
import { LibrarySection } from "../../components/LibrarySection.tsx";
import { placeInView } from "../../commands/place-commands.ts";
import { useRecents } from "../../store/recents.ts";
import { useReference } from "../../store/reference.ts";
import { useReadOnly } from "../../store/selectors.ts";
import { startPlacing, useUi, type Placing } from "../../store/ui.ts";
import { KindIcon } from "../../ui/KindIcon.tsx";
import { PanelHead } from "../../ui/PanelHead.tsx";
import { endPaletteDrag, startPaletteDrag } from "./dragging.ts";
import { catalogueItems, kindItems, searchItems, type PaletteItem } from "./items.ts";
import styles from "./Palette.module.css";

const KINDS = kindItems();
const CATEGORIES = [...new Set(KINDS.map((item) => item.category))];
const MOST_FOUND = 60;

/** What can be placed: by category, by search over the whole catalogue, and what was used last. */
export function Palette(): ReactElement {
  const [query, setQuery] = useState("");
  const catalogue = useReference((reference) => reference.catalogue);
  const recents = useRecents((state) => state.recents);
  const others = useMemo(() => catalogueItems(catalogue), [catalogue]);
  // Bare kinds are always in reach below; only ready chosen items are worth repeating.
  const items = recents.filter((recent) => Object.keys(recent.properties).length > 0);
  const found = searchItems(query, KINDS, others);
  return (
    <>
      <PanelHead title="Components" />
      <TextInput
        size="xs"
        mx={10}
        mb={8}
        aria-label="Search components"
        placeholder="Search, e.g. Debian or router"
        leftSection={<IconSearch size={14} />}
        rightSection={
          query !== "" && (
            <CloseButton
              size="xs"
              aria-label="Clear search"
              onClick={() => {
                setQuery("");
              }}
            />
          )
        }
        value={query}
        onChange={(event) => {
          setQuery(event.currentTarget.value);
        }}
      />
      <ScrollArea flex={1} type="auto" scrollbarSize={8}>
        {query !== "" ? (
          <>
            <Section title={foundText(found.length)} items={found.slice(0, MOST_FOUND)} />
            <LibrarySection query={query} />
          </>
        ) : (
          <>
            {items.length > 0 && <Section title="Recent" items={items} />}
            {CATEGORIES.map((category) => (
              <Section
                key={category}
                title={category}
                items={KINDS.filter((item) => item.category === category)}
              />
            ))}
            <LibrarySection query="" />
          </>
        )}
      </ScrollArea>
    </>
  );
}

function foundText(count: number): string {
  if (count === 0) return "Nothing found: try another word";
  if (count > MOST_FOUND) return `The first ${MOST_FOUND} of ${count}`;
  return `${count} found`;
}

function Section({
  title,
  items,
}: {
  title: string;
  items: readonly (Placing | PaletteItem)[];
}): ReactElement {
  return (
    <section className={styles["section"]} aria-label={title}>
      <Text component="h3" className={styles["title"]}>
        {title}
      </Text>
      {items.map((item) => (
        <Item key={`${item.kind}/${item.title}`} item={item} />
      ))}
    </section>
  );
}

function Item({ item }: { item: Placing | PaletteItem }): ReactElement {
  const readOnly = useReadOnly();
  const armed = useUi(({ placing }) => placing?.title === item.title && placing.kind === item.kind);
  const { kind, title, properties } = item;
  const click = (event: MouseEvent): void => {
    // A click by keyboard has no pointer to place with, a table has no places: into the middle of the view.
    if (event.detail === 0 || useUi.getState().surface === "table")
      placeInView({ kind, title, properties });
    else startPlacing(armed ? null : { kind, title, properties });
  };
  return (
    <button
      type="button"
      className={styles["item"]}
      aria-label={`Place ${title}`}
      aria-pressed={armed}
      disabled={readOnly}
      title={"description" in item ? item.description : title}
      draggable={!readOnly}
      onClick={click}
      onDoubleClick={() => {
        startPlacing(null);
        placeInView({ kind, title, properties });
      }}
      onDragStart={(event) => {
        event.dataTransfer.setData("text/plain", title);
        event.dataTransfer.effectAllowed = "copy";
        startPaletteDrag({ kind, title, properties });
      }}
      onDragEnd={endPaletteDrag}
    >
      <KindIcon kind={kind} size={16} />
      <span className={styles["words"]}>
        <span className={styles["name"]}>{title}</span>
        {Object.keys(properties).length > 0 && "description" in item && (
          <span className={styles["about"]} aria-hidden>
            {item.description}
          </span>
        )}
      </span>
    </button>
  );
}
