import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "@mantine/spotlight/styles.css";
import "@xyflow/react/dist/style.css";
import { createRoot } from "react-dom/client";
import "./app/app.css";
import { App } from "./app/App.tsx";
import { boot } from "./app/boot.ts";
import { adoptThemeVariables } from "./app/theme.ts";
import { followFocus } from "./ui/focus-return.ts";
import { stayOnPage } from "./ui/stay-on-page.ts";

adoptThemeVariables(document);
followFocus(document);
stayOnPage(document);
await boot();
const root = document.querySelector("#root");
if (root === null) throw new Error("the page has no #root");
createRoot(root).render(<App />);
