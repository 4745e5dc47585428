/**
 * Reports that survive a missing network: kept on this device, sent once it is back, never twice.
 *
 *   <form method="post" data-outbox data-outbox-key="key" data-outbox-time="happened_at"
 *         data-kept="…" data-sent="…" data-refused="…">
 *
 * Pressing the button writes the report down here first, under the key in the field that
 * `data-outbox-key` names. It is struck off when the server has answered: with a page that bears
 * `data-report-key`, or with the form and what is wrong in it. Everything else is sent again, and the
 * key makes sure that nothing is entered twice. `data-outbox-time` names the field that says when it
 * happened: empty without a network, it becomes the time at which the button was pressed.
 */

const STORE = "reports";
const TRY_MS = 20_000;
const OPENED = Date.now();

interface Report {
  key: string;
  address: string;
  person: string;
  fields: [string, FormDataEntryValue][];
  refused?: boolean;
}

type Answer = "sent" | "refused" | "unreachable";
type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

const theForm = () => document.querySelector<HTMLFormElement>("form[data-outbox]");

export function startOutbox(): void {
  // Keys, locks and the store want https, or this very machine.
  if (isSecureContext && person()) void begin();
}

async function begin(): Promise<void> {
  const form = theForm();
  await strikeOff(form);
  if (form) {
    await recall(form);
    form.addEventListener("input", () => remember(form));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void submit(form);
    });
  }
  addEventListener("online", () => void sendAll());
  setInterval(() => void sendAll(), TRY_MS);
  await sendAll();
  await list();
}

/** Forgets what the server has answered to. */
async function strikeOff(form: HTMLFormElement | null): Promise<void> {
  const entered = document.querySelector<HTMLElement>("[data-report-key]")?.dataset.reportKey;
  if (entered) await remove(entered);
  if (form && isReturned(form)) await remove(keyOf(form)?.value ?? "");
}

/** Whether the server has sent the form back with what is wrong in it. */
const isReturned = (form: HTMLFormElement) =>
  form.querySelector(".errors, .alert-error") !== null;

async function submit(form: HTMLFormElement): Promise<void> {
  const key = keyOf(form);
  const time = field(form, form.dataset.outboxTime ?? "");
  if (!key) return;
  if (!navigator.onLine && time && !time.value) time.value = localNow();
  const fields = [...new FormData(form)].filter(
    ([name, value]) => name !== "csrfmiddlewaretoken" && !(value instanceof File && !value.size),
  );
  await put({ key: key.value, address: form.action, person: person(), fields });
  localStorage.removeItem(draftOf(form));
  if (navigator.onLine) {
    form.submit();
    return;
  }
  form.reset();
  key.value = crypto.randomUUID();
  say(form.dataset.kept ?? "");
}

/** Sends what is in the outbox, one after the other; what is refused waits for its person. */
async function sendAll(): Promise<void> {
  if (!navigator.onLine) return;
  await navigator.locks.request("outbox", { ifAvailable: true }, async (lock) => {
    if (!lock) return;
    for (const report of await mine()) {
      if (report.refused) continue;
      const answer = await send(report);
      if (answer === "unreachable") return;
      if (answer === "sent") await remove(report.key);
      else await put({ ...report, refused: true });
      const form = theForm();
      say((answer === "sent" ? form?.dataset.sent : form?.dataset.refused) ?? "");
    }
  });
}

async function send(report: Report): Promise<Answer> {
  const body = new FormData();
  for (const [name, value] of report.fields) body.append(name, value);
  const headers = JSON.parse(document.body.getAttribute("hx-headers") ?? "{}") as Record<
    string,
    string
  >;
  body.set("csrfmiddlewaretoken", headers["X-CSRFToken"] ?? "");
  try {
    const response = await fetch(report.address, { method: "POST", body });
    // Signed out meanwhile: the report waits until somebody signs in again.
    if (response.url.includes("/accounts/") || response.status === 403) return "unreachable";
    if (response.ok) return "sent";
    return response.status >= 500 || response.status === 429 ? "unreachable" : "refused";
  } catch {
    return "unreachable";
  }
}

/** Shows on the start page what still lies here. */
async function list(): Promise<void> {
  const box = document.querySelector<HTMLElement>("[data-outbox-list]");
  const waiting = await mine();
  if (!box || waiting.length === 0) return;
  const rows = waiting.map((report) => {
    const row = document.createElement("li");
    const link = document.createElement("a");
    link.href = `${report.address}#${report.key}`;
    link.textContent = (report.refused ? box.dataset.refused : box.dataset.waiting) ?? "";
    row.append(link);
    return row;
  });
  const shown = document.createElement("ul");
  shown.append(...rows);
  box.append(shown);
  box.hidden = false;
}

function say(words: string): void {
  const box = document.querySelector<HTMLElement>("[data-outbox-state]");
  if (!box || !words) return;
  const text = box.querySelector("p") ?? box.appendChild(document.createElement("p"));
  text.textContent = words;
  box.hidden = false;
  box.scrollIntoView({ block: "nearest" });
}

// ---- What is being written --------------------------------------------------------------------

const draftOf = (form: HTMLFormElement) => `draft:${person()}:${new URL(form.action).pathname}`;

/** Keeps what is typed, so that a closed page loses nothing; files cannot be kept here. */
function remember(form: HTMLFormElement): void {
  const typed = [...new FormData(form)].filter(
    ([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken",
  );
  localStorage.setItem(draftOf(form), JSON.stringify(typed));
}

/** Fills in what was typed before, or the report that was not taken and is to be corrected. */
async function recall(form: HTMLFormElement): Promise<void> {
  // The server's answer holds what was typed.
  if (isReturned(form) || location.search) return;
  const draft = localStorage.getItem(draftOf(form));
  const named = (await mine()).find((report) => `#${report.key}` === location.hash);
  if (named) await remove(named.key);
  const typed = new Map(named?.fields ?? (JSON.parse(draft ?? "[]") as [string, string][]));
  for (const element of form.elements) {
    if (!isField(element) || !typed.size || element.name === "csrfmiddlewaretoken") continue;
    const value = String(typed.get(element.name) ?? "");
    if (element instanceof HTMLInputElement && element.type === "radio") {
      element.checked = element.value === value;
    } else if (element instanceof HTMLInputElement && element.type === "checkbox") {
      element.checked = typed.has(element.name);
    } else if (typed.has(element.name)) {
      element.value = value;
    }
  }
}

const isField = (element: Element): element is Field =>
  (element instanceof HTMLInputElement && element.type !== "file") ||
  element instanceof HTMLSelectElement ||
  element instanceof HTMLTextAreaElement;

const field = (form: HTMLFormElement, name: string) =>
  name ? form.querySelector<HTMLInputElement>(`[name="${name}"]`) : null;

const keyOf = (form: HTMLFormElement) => field(form, form.dataset.outboxKey ?? "");

/** Who is signed in: what one person wrote on a shared telephone is not sent by another. */
const person = () => document.body.dataset.person ?? "";

/** The time of day where the server says it is, by its clock, as the input of a time wants it. */
function localNow(): string {
  const { now = "" } = document.body.dataset;
  const [, sign = "+", hours = "0", minutes = "0"] = /([+-])(\d\d):(\d\d)$/.exec(now) ?? [];
  const ahead = Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes)) * 60_000;
  return new Date(Date.parse(now) + Date.now() - OPENED + ahead).toISOString().slice(0, 16);
}

// ---- The store --------------------------------------------------------------------------------

function store(mode: IDBTransactionMode): Promise<IDBObjectStore> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("outbox", 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "key" });
    request.onsuccess = () => resolve(request.result.transaction(STORE, mode).objectStore(STORE));
    request.onerror = () => reject(request.error ?? new Error("no store"));
  });
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("no store"));
  });
}

const put = async (report: Report) => done((await store("readwrite")).put(report));
const mine = async () => {
  const reports = (await done((await store("readonly")).getAll())) as Report[];
  return reports.filter((report) => report.person === person());
};
const remove = async (key: string) => done((await store("readwrite")).delete(key));
