import {
  IconCalendarEvent,
  IconCalendarPlus,
  IconCalendarTime,
  IconChecks,
  IconCoins,
  IconFileInvoice,
  IconReceipt2,
  IconSend,
  IconServer,
  IconStack2,
  IconTerminal2,
} from "@tabler/icons-react";
import type { LiveSlots } from "../app/slots.ts";
import { BillsView } from "../billing/BillsView.tsx";
import { canBook, openBookDialog } from "../calendar/book.ts";
import { CalendarView } from "../calendar/CalendarView.tsx";
import { PricesView } from "../prices/PricesView.tsx";
import { showView } from "../store/ui.ts";
import { canApply, openApplyDialog } from "./apply.ts";
import { Background } from "./Background.tsx";
import { ConsolePanel } from "./ConsolePanel.tsx";
import { EnvironmentsView } from "./EnvironmentsView.tsx";
import { LabView } from "../lab/LabView.tsx";
import { openLabStatement } from "./lab-statements.ts";
import { canSend, openSendDialog } from "./send.ts";
import { isOnline } from "./state.ts";
import { CanvasHead, EventsTab, InspectorHead } from "./slots.tsx";
import { StatementPanel } from "./StatementPanel.tsx";
import { TopBar } from "./TopBar.tsx";

/** What the live side puts into the shell. */
export const LIVE: LiveSlots = {
  views: [
    { id: "environments", title: "Environments", icon: IconStack2, component: EnvironmentsView },
    { id: "lab", title: "Lab", icon: IconServer, component: LabView },
    { id: "calendar", title: "Calendar", icon: IconCalendarTime, component: CalendarView },
    { id: "prices", title: "Prices", icon: IconCoins, component: PricesView },
    { id: "bills", title: "Bills", icon: IconFileInvoice, component: BillsView },
  ],
  topBar: TopBar,
  bottomPanels: [
    { id: "charges", title: "Charges", icon: IconReceipt2, component: StatementPanel },
    { id: "console", title: "Console", icon: IconTerminal2, component: ConsolePanel },
    { id: "events", title: "Events", icon: IconCalendarEvent, component: EventsTab },
  ],
  inspectorHead: InspectorHead,
  canvasHead: CanvasHead,
  commands: [
    {
      id: "lab.send",
      title: "Send to lab…",
      section: "File",
      icon: IconSend,
      words: ["provision", "deploy", "start", "run", "up"],
      enabled: () => canSend() && isOnline(),
      needs: "A design that is not empty, and a daemon that answers",
      run: openSendDialog,
    },
    {
      id: "lab.book",
      title: "Book a time in the lab…",
      section: "File",
      icon: IconCalendarPlus,
      keys: ["mod+B"],
      words: ["reserve", "reservation", "schedule", "calendar", "later", "repeat"],
      enabled: () => canBook() && isOnline(),
      needs: "A design that is not empty, and a daemon that answers",
      run: openBookDialog,
    },
    {
      id: "lab.apply",
      title: "Apply changes to the environment…",
      section: "File",
      icon: IconChecks,
      words: ["update", "deploy", "plan", "redeploy"],
      enabled: canApply,
      run: openApplyDialog,
    },
    {
      id: "lab.statement",
      title: "Open statement",
      section: "File",
      icon: IconReceipt2,
      words: ["charges", "bill", "cost", "signed", "check", "export", "dispute"],
      run: openLabStatement,
    },
    {
      id: "view.environments",
      title: "Show environments",
      section: "View",
      icon: IconStack2,
      run: () => showView("environments"),
    },
    {
      id: "view.calendar",
      title: "Show the calendar",
      section: "View",
      icon: IconCalendarTime,
      words: ["reservations", "bookings", "timeline", "gantt", "week", "month"],
      run: () => showView("calendar"),
    },
    {
      id: "view.prices",
      title: "Show the prices",
      section: "View",
      icon: IconCoins,
      words: ["price list", "price book", "rates", "cost", "tariff"],
      run: () => showView("prices"),
    },
    {
      id: "view.bills",
      title: "Show bills and budgets",
      section: "View",
      icon: IconFileInvoice,
      words: ["invoice", "payment", "credit note", "budget", "cost", "tax"],
      run: () => showView("bills"),
    },
    {
      id: "view.lab",
      title: "Show the lab",
      section: "View",
      icon: IconServer,
      words: ["pool", "hosts", "capacity"],
      run: () => showView("lab"),
    },
  ],
  background: Background,
};
