import {
  IconAlertTriangleFilled,
  IconArrowsMinimize,
  IconChevronDown,
  IconChevronLeft,
  IconChevronRight,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconCircleXFilled,
  IconFolder,
  IconInfoCircleFilled,
  IconLoader2,
  IconLock,
  IconQuestionMark,
  IconTrash,
  type Icon,
} from "@tabler/icons-react";
import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import type { PictureName } from "./look.ts";
import type { Svg } from "./svg.ts";

const ICONS = {
  lock: IconLock,
  unknown: IconQuestionMark,
  expanded: IconChevronDown,
  collapsed: IconChevronRight,
  collapse: IconArrowsMinimize,
  previous: IconChevronLeft,
  folder: IconFolder,
  error: IconCircleXFilled,
  warning: IconAlertTriangleFilled,
  info: IconInfoCircleFilled,
  waiting: IconCircleDashed,
  busy: IconLoader2,
  good: IconCircleCheck,
  bad: IconCircleX,
  gone: IconTrash,
} satisfies Record<PictureName, Icon>;

export type Pictures = Readonly<Record<PictureName, Svg>>;

let made: Promise<Pictures> | null = null;

/** The little pictures of the drawing as the icon library draws them. */
export function drawnPictures(): Promise<Pictures> {
  // React draws nothing at once while it draws something else: so not before that is over.
  made ??= new Promise<void>((resolve) => {
    setTimeout(resolve);
  }).then(drawAll);
  return made;
}

function drawAll(): Pictures {
  const drawn = Object.entries(ICONS).map(([name, Picture]) => [name, markupOf(Picture)] as const);
  // One entry for each of ICONS, by construction.
  return Object.fromEntries(drawn) as Record<PictureName, Svg>;
}

function markupOf(Picture: Icon): Svg {
  const host = document.createElement("div");
  const root = createRoot(host);
  flushSync(() => {
    root.render(<Picture />);
  });
  const markup = host.innerHTML;
  root.unmount();
  return markup;
}

const KINDS = new Map(
  Object.entries(
    import.meta.glob<string>("../../../assets/icons/*.svg", {
      eager: true,
      import: "default",
      query: "?raw",
    }),
  ).map(([path, markup]) => [path.slice(path.lastIndexOf("/") + 1, -".svg".length), markup]),
);

/** The markup of a kind's picture; undefined where it has none. */
export function drawnKind(kind: string): Svg | undefined {
  return KINDS.get(kind);
}
