import { CloseButton, ScrollArea, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useMemo, useState, type ReactElement } from "react";
import { findKind } from "../../../shared/kinds/index.ts";
import { useLibrary } from "../../components/library.ts";
import { foundIn, LibrarySection } from "../../components/LibrarySection.tsx";
import { useRecents } from "../../store/recents.ts";
import { useReference } from "../../store/reference.ts";
import type { Placing } from "../../store/ui.ts";
import { PanelHead } from "../../ui/PanelHead.tsx";
import { useFavourites } from "./favourites.ts";
import { catalogueItems, kindItems, searchItems } from "./items.ts";
import { Section } from "./Section.tsx";

const KINDS = kindItems();
const CATEGORIES = [...new Set(KINDS.map((item) => item.category))];
const MOST_FOUND = 60;

/** What can be placed: by category, by search over the whole catalogue, and what was used last. */
export function Palette(): ReactElement {
  const [query, setQuery] = useState("");
  const catalogue = useReference((reference) => reference.catalogue);
  const recents = useRecents((state) => state.recents);
  const others = useMemo(() => catalogueItems(catalogue), [catalogue]);
  // What a newer version kept may be of a kind that this one does not know.
  const favourites = useFavourites((state) => state.favourites).filter(isKnown);
  // Bare kinds are always in reach below; only ready chosen items are worth repeating.
  const items = recents.filter((item) => isKnown(item) && Object.keys(item.properties).length > 0);
  const found = searchItems(query, KINDS, others);
  const inLibrary = useLibrary(({ versions }) => foundIn(versions, query).length > 0);
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
            {(found.length > 0 || !inLibrary) && (
              <Section title={foundText(found.length)} items={found.slice(0, MOST_FOUND)} />
            )}
            <LibrarySection query={query} />
          </>
        ) : (
          <>
            {favourites.length > 0 && <Section title="Favourites" items={favourites} />}
            <LibrarySection query="" part="favourites" />
            {items.length > 0 && <Section title="Recent" items={items} />}
            {CATEGORIES.map((category) => (
              <Section
                key={category}
                title={category}
                items={KINDS.filter((item) => item.category === category)}
              />
            ))}
            <LibrarySection query="" part="categories" />
          </>
        )}
      </ScrollArea>
    </>
  );
}

function isKnown({ kind }: Placing): boolean {
  return findKind(kind) !== undefined;
}

function foundText(count: number): string {
  if (count === 0) return "Nothing found: try another word";
  if (count > MOST_FOUND) return `The first ${MOST_FOUND} of ${count}`;
  return `${count} found`;
}
