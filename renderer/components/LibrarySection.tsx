import { ActionIcon, Button, HoverCard, Popover, Stack, Text } from "@mantine/core";
import { IconInfoCircle, IconStar, IconStarFilled } from "@tabler/icons-react";
import { useMemo, useState, type ReactElement } from "react";
import { toInstant } from "../../shared/base/clock.ts";
import { drawingOf } from "../../shared/components/drawing.ts";
import { overviewOf } from "../../shared/components/overview.ts";
import { newestVersions } from "../../shared/components/update-uses.ts";
import type { ComponentVersion } from "../../shared/design/component.ts";
import { newUse } from "../../shared/design/use.ts";
import { usePlaceable } from "../panels/palette/use-placeable.ts";
import { useReference } from "../store/reference.ts";
import { DesignPicture } from "../ui/DesignPicture.tsx";
import { KindIcon } from "../ui/KindIcon.tsx";
import { money } from "../ui/money.ts";
import styles from "../panels/palette/Palette.module.css";
import { showComponentDialog } from "./component-dialogs.ts";
import { AUDIENCE_WORDS, audienceOf, toggleFavourite, useLibrary } from "./library.ts";

interface LibrarySectionProps {
  readonly query: string;
  /** Left out, both. */
  readonly part?: "favourites" | "categories";
}

/** Reusable components in the palette: favourites first, then by category; all that holds the searched words. */
export function LibrarySection({ query, part }: LibrarySectionProps): ReactElement | null {
  const { versions, favourites } = useLibrary();
  const found = useMemo(() => foundIn(versions, query), [versions, query]);
  if (found.length === 0) return null;
  const isFavourite = ({ component }: ComponentVersion): boolean => favourites.includes(component);
  const liked = [["Favourite components", found.filter(isFavourite)] as const];
  const categories = [...Map.groupBy(found, ({ category }) => category ?? "Other")].map(
    ([category, list]) => [`Library: ${category}`, list] as const,
  );
  const sections = [
    ...(part === "categories" ? [] : liked),
    ...(part === "favourites" ? [] : categories),
  ];
  return (
    <>
      {sections
        .filter(([, list]) => list.length > 0)
        .map(([title, list]) => (
          <section key={title} className={styles["section"]} aria-label={title}>
            <Text component="h3" className={styles["title"]}>
              {title}
            </Text>
            {list.map((version) => (
              <Entry key={version.component} version={version} favourite={isFavourite(version)} />
            ))}
          </section>
        ))}
      {part !== "favourites" && (
        <Button
          variant="subtle"
          size="compact-xs"
          mx={10}
          mb={10}
          onClick={() => showComponentDialog({ type: "library" })}
        >
          Who can place these…
        </Button>
      )}
    </>
  );
}

/** The newest versions of what holds all words of a query, by name. */
export function foundIn(
  versions: Parameters<typeof newestVersions>[0],
  query: string,
): readonly ComponentVersion[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return [...newestVersions(versions).values()]
    .filter((version) => words.every((word) => textOf(version).includes(word)))
    .toSorted((a, b) => a.name.localeCompare(b.name));
}

function textOf({ name, description = "", category = "", tags }: ComponentVersion): string {
  return [name, description, category, ...tags].join(" ").toLowerCase();
}

function aboutOf({ description, version }: ComponentVersion): string {
  return description ?? `Version ${version}`;
}

/** Where the preview of a component stands: beside the star, which could not be reached under it. */
const PREVIEW = { position: "right", offset: 36, width: 300, shadow: "md" } as const;

interface EntryProps {
  readonly version: ComponentVersion;
  readonly favourite: boolean;
}

function Entry({ version, favourite }: EntryProps): ReactElement {
  const { kind, properties } = newUse(version, version.name, { x: 0, y: 0 });
  const placeable = usePlaceable({ kind, title: version.name, properties });
  const Star = favourite ? IconStarFilled : IconStar;
  return (
    <HoverCard {...PREVIEW} openDelay={400}>
      <div className={styles["entry"]}>
        <HoverCard.Target>
          <button
            type="button"
            className={styles["item"]}
            aria-label={`Place ${version.name}`}
            title={aboutOf(version)}
            {...placeable}
          >
            <KindIcon kind={version.icon ?? kind} size={16} />
            <span className={styles["words"]}>
              <span className={styles["name"]}>{version.name}</span>
              <span className={styles["about"]} data-about={aboutOf(version)} />
            </span>
          </button>
        </HoverCard.Target>
        <Popover {...PREVIEW}>
          <Popover.Target>
            <ActionIcon
              size="sm"
              variant="subtle"
              color="gray"
              className={styles["about-it"]}
              aria-label={`About ${version.name}`}
            >
              <IconInfoCircle size={14} />
            </ActionIcon>
          </Popover.Target>
          <Popover.Dropdown>
            <Preview version={version} />
          </Popover.Dropdown>
        </Popover>
        <ActionIcon
          size="sm"
          variant="subtle"
          color="gray"
          className={styles["star"]}
          aria-label={`Favourite ${version.name}`}
          aria-pressed={favourite}
          onClick={() => toggleFavourite(version.component)}
        >
          <Star size={14} />
        </ActionIcon>
      </div>
      <HoverCard.Dropdown>
        <Preview version={version} />
      </HoverCard.Dropdown>
    </HoverCard>
  );
}

/** What a component holds, costs and needs, before it is placed. */
function Preview({ version }: { readonly version: ComponentVersion }): ReactElement {
  const library = useLibrary((state) => state.versions);
  const audience = useLibrary((state) => audienceOf(state, version));
  const { catalogue, terms } = useReference();
  const [at] = useState(() => toInstant(Date.now()));
  const overview = useMemo(
    () => overviewOf(version, library, { catalogue, terms, at }),
    [version, library, catalogue, terms, at],
  );
  const drawing = useMemo(() => drawingOf(version, library), [version, library]);
  const licences = overview.licences.map(({ product, needed }) => {
    const name = catalogue.find("licenceProducts", product)?.name ?? product;
    return needed > 1 ? `${needed} × ${name}` : name;
  });
  const { price, problems } = overview;
  return (
    <Stack gap={6}>
      <DesignPicture design={drawing} height={120} />
      <Text size="sm" fw={600}>
        {version.name}, version {version.version}
      </Text>
      {version.description !== undefined && <Text size="xs">{version.description}</Text>}
      <Text size="xs">{money(price.hour, price.currency)} an hour</Text>
      <Text size="xs">
        {licences.length === 0 ? "No licence needed" : `Needs ${licences.join(", ")}`}
      </Text>
      <Text size="xs">{AUDIENCE_WORDS[audience]}</Text>
      <Text size="xs" c="dimmed">
        {problems.length === 0
          ? "No problems"
          : `${problems.length} ${problems.length === 1 ? "problem" : "problems"} by itself; linking its ports may solve them`}
      </Text>
    </Stack>
  );
}
