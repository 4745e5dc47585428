/** What every page loads. Pages work without it; it makes them quicker and keeps them current. */
import "./css/fonts.css";
import "./css/tabler.scss";
import "./css/tokens.css"; // after Tabler, whose colours it replaces
import "./css/base.css";
import "./css/frame.css";
import "./css/menus.css";
import "./css/page.css";
import "./css/panels.css";
import "./css/forms.css";
import "./css/states.css";
import "./css/waiting.css";
import "./css/lists.css";
import "./css/rows.css";
import "./css/wording.css";
import "./css/month.css";
import "./css/search.css";
import "./css/charts.css";
import "./css/map.css";
import "./css/field.css";
import "./css/print.css";

import { startCountdowns } from "./countdown";
import { startLive } from "./live";
import { startMaps } from "./map";
import { startMenus } from "./menus";
import { startNotices } from "./notices";
import { startOffline } from "./offline";
import { startOutbox } from "./outbox";
import { startPasskeys } from "./passkeys";
import { startPrint } from "./print";
import { startPush } from "./push";
import { startRequests } from "./requests";
import { startTabs } from "./tabs";
import { startTheme } from "./theme";

startRequests();
startTheme();
startTabs();
startMenus();
startNotices();
startCountdowns();
startOffline();
startLive();
startPush();
startPrint();
startPasskeys();
startMaps();
startOutbox();
