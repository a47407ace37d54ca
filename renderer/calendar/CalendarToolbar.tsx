import {
  ActionIcon,
  Button,
  Group,
  Menu,
  SegmentedControl,
  Select,
  Text,
  Title,
  VisuallyHidden,
} from "@mantine/core";
import {
  IconCalendarShare,
  IconChevronLeft,
  IconChevronRight,
  IconDownload,
  IconRss,
  IconAlertTriangle,
} from "@tabler/icons-react";
import { useState, type ReactNode } from "react";
import { useShallow } from "zustand/react/shallow";
import { useOnline, usePools, useStaleSince } from "../live/state.ts";
import { daemonNow } from "../live/running-charge.ts";
import styles from "./Calendar.module.css";
import type { Grouping } from "../../shared/reservations/calendar-rows.ts";
import { isKeptShown, shownOf, useCalendar, useShownPool } from "./calendar-state.ts";
import { allZones, dateAt, daysFrom, firstOfMonth } from "./days.ts";
import { downloadCalendar, FeedDialog } from "./FeedDialog.tsx";
import { SPANS, shownDays, turned, type CalendarViewName } from "./range.ts";
import { dayWords, monthWords, zoneWords } from "./words.ts";

const VIEWS = [
  { value: "week", label: "Week" },
  { value: "month", label: "Month" },
  { value: "timeline", label: "Timeline" },
  { value: "waiting", label: "Waiting" },
];
const GROUPINGS = [
  { value: "host", label: "By host" },
  { value: "site", label: "By site" },
  { value: "environment", label: "By environment" },
  { value: "person", label: "By person" },
];
const SPAN_LABELS = ["1 day", "1 week", "4 weeks"];

/** Which lab, which time, how it is shown. */
export function CalendarToolbar(): ReactNode {
  const since = useStaleSince();
  // Of all there is in the calendar only what it shows: while one scrolls, more and more becomes known.
  const view = useCalendar((calendar) => calendar.view);
  const grouping = useCalendar((calendar) => calendar.grouping);
  const span = useCalendar((calendar) => calendar.span);
  // What is kept says for itself of when it is.
  const stale = useCalendar(isKeptShown) ? null : since;
  return (
    <div className={styles["toolbar"]}>
      {view === "timeline" ? (
        // There is more to choose, in one line.
        <VisuallyHidden component="h1">Calendar</VisuallyHidden>
      ) : (
        <Title order={1} size="h4">
          Calendar
        </Title>
      )}
      {view !== "waiting" && <Turner />}
      {stale !== null && (
        <Text size="sm" role="status" className={styles["stale"] ?? ""}>
          <IconAlertTriangle size={14} aria-hidden /> No daemon. As of {stale}
        </Text>
      )}
      <span className={styles["spacer"]} />
      {view === "timeline" && (
        <>
          <Select
            size="xs"
            w={146}
            aria-label="Rows"
            data={GROUPINGS}
            value={grouping}
            allowDeselect={false}
            onChange={(value) => useCalendar.setState({ grouping: (value ?? "host") as Grouping })}
          />
          <SegmentedControl
            size="xs"
            aria-label="How long"
            value={String(span)}
            data={SPANS.map((days, index) => ({ value: String(days), label: SPAN_LABELS[index] }))}
            onChange={(value) =>
              useCalendar.setState({ span: SPANS.find((days) => String(days) === value) ?? 7 })
            }
          />
        </>
      )}
      <SegmentedControl
        size="xs"
        aria-label="Show as"
        value={view}
        data={VIEWS}
        onChange={(value) => useCalendar.setState({ view: value as CalendarViewName | "waiting" })}
      />
      <PoolAndZone />
      <FileMenu />
    </div>
  );
}

function Turner(): ReactNode {
  const shown = useCalendar(useShallow(shownOf));
  if (shown === null) return null;
  const { zone, date } = shown;
  const days = shownDays(shown);
  const [first, last] = [days[0], days.at(-1)];
  const turn = (by: -1 | 1): void => useCalendar.setState({ date: turned(shown, by) });
  const words =
    shown.view === "month"
      ? monthWords(days.find((day) => day.date === firstOfMonth(date))?.start ?? 0, zone)
      : [...new Set([first, last].map((day) => dayWords(day?.start ?? 0, zone)))].join(" – ");
  return (
    <Group gap={4} wrap="nowrap">
      <ActionIcon aria-label="Before" onClick={() => turn(-1)}>
        <IconChevronLeft size={18} />
      </ActionIcon>
      <Button
        size="compact-sm"
        variant="default"
        onClick={() => useCalendar.setState({ date: dateAt(daemonNow(), zone) })}
      >
        Today
      </Button>
      <ActionIcon aria-label="After" onClick={() => turn(1)}>
        <IconChevronRight size={18} />
      </ActionIcon>
      <Text size="sm" fw={600} aria-live="polite" className={styles["range"]}>
        {words}
      </Text>
    </Group>
  );
}

function PoolAndZone(): ReactNode {
  const pools = usePools();
  const pool = useShownPool();
  const zone = useCalendar((calendar) => calendar.zone);
  const date = useCalendar((calendar) => calendar.date);
  // As it is then: elsewhere in the year clocks may be set otherwise.
  const shownAt = daysFrom(date, 1, zone)[0]?.start ?? 0;
  return (
    <>
      <Select
        size="xs"
        w={122}
        aria-label="Lab"
        data={pools.map(({ id, name }) => ({ value: id, label: name }))}
        value={pool}
        allowDeselect={false}
        placeholder="No lab"
        onChange={(id) => useCalendar.setState({ pool: id })}
      />
      <Select
        size="xs"
        w={146}
        title={zone}
        aria-label="Time zone"
        searchable
        limit={60}
        data={allZones().map((value) => ({
          value,
          label: value === zone ? zoneWords(value, shownAt) : value,
        }))}
        value={zone}
        allowDeselect={false}
        onChange={(value) => value !== null && useCalendar.setState({ zone: value })}
      />
    </>
  );
}

function FileMenu(): ReactNode {
  const online = useOnline();
  const [feed, setFeed] = useState(false);
  return (
    <>
      <Menu>
        <Menu.Target>
          <ActionIcon aria-label="Calendar file" disabled={!online}>
            <IconCalendarShare size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconDownload size={14} />}
            onClick={() => void downloadCalendar()}
          >
            Download .ics
          </Menu.Item>
          <Menu.Item leftSection={<IconRss size={14} />} onClick={() => setFeed(true)}>
            Subscribe…
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <FeedDialog open={feed} onClose={() => setFeed(false)} />
    </>
  );
}
