/**
 * One stream of news for the page.
 *
 * An element names the news it waits for and hears them as the DOM event `live`, gathered over a
 * moment so that a burst costs one request:
 *
 *   <tbody data-live="ReceiptChanged" data-live-circle="3" data-live-match="bulletin:14"
 *          hx-get="…" hx-trigger="live">
 *
 * `data-live` empty means any news; `data-live-match` compares one value of the news.
 * After a gap the server sends `reload`, and everything that listens hears `live` once.
 */

const GATHER_MS = 200;
const QUIET_MS = 3_000;
const HIDDEN_MS = 60_000;
const RETRY_MS = [2_000, 5_000, 15_000, 30_000];

interface News {
  type: string;
  [field: string]: unknown;
}

const listeners = () => [...document.querySelectorAll<HTMLElement>("[data-live]")];

const typesOf = (element: HTMLElement) =>
  (element.dataset.live ?? "").split(",").map((type) => type.trim()).filter(Boolean);

function awaits(element: HTMLElement, news: News): boolean {
  const types = typesOf(element);
  const [field, value] = (element.dataset.liveMatch ?? "").split(":");
  if (types.length > 0 && !types.includes(news.type)) return false;
  return !field || String(news[field]) === value;
}

class Stream {
  private source: EventSource | null = null;
  private address = "";
  private known = new Set<string>();
  private waiting = new Set<HTMLElement>();
  private gathering = 0;
  private retries = 0;
  private retry = 0;
  private doubt = 0;
  private resting = 0;

  /** Opens the stream for the circles on the page; does nothing when they are the same as before. */
  follow(): void {
    const circles = new Set(listeners().map((element) => element.dataset.liveCircle ?? ""));
    circles.delete("");
    const query = [...circles].sort().map((circle) => `circle=${encodeURIComponent(circle)}`);
    const address = query.length > 0 ? `/live/?${query.join("&")}` : "";
    if (address !== this.address) {
      this.address = address;
      this.open();
    } else if (this.source) {
      this.listen(this.source);
    }
  }

  /** Closes the stream while nobody looks, and catches up when somebody does. */
  rest(): void {
    clearTimeout(this.resting);
    if (document.hidden) {
      this.resting = window.setTimeout(() => this.close(), HIDDEN_MS);
    } else if (this.address && !this.source) {
      this.open();
      this.tellAll();
    }
  }

  close(): void {
    clearTimeout(this.retry);
    this.source?.close();
    this.source = null;
  }

  private open(): void {
    this.close();
    this.known.clear();
    if (!this.address) return;
    const source = new EventSource(this.address);
    this.source = source;
    source.onopen = () => {
      this.show("open");
      // A stream opened anew cannot say where the last one ended, so everything is read again.
      if (this.retries > 0) this.tellAll();
      this.retries = 0;
    };
    source.onmessage = (message: MessageEvent<string>) => this.hear(message);
    source.onerror = () => this.lose(source);
    this.listen(source);
  }

  /** Named events must be asked for by name, so this runs again when the page gains listeners. */
  private listen(source: EventSource): void {
    for (const type of ["reload", ...listeners().flatMap(typesOf)]) {
      if (this.known.has(type)) continue;
      this.known.add(type);
      source.addEventListener(type, (event) => this.hear(event as MessageEvent<string>));
    }
  }

  private hear(message: MessageEvent<string>): void {
    if (message.type === "reload") return this.tellAll();
    const news = { type: message.type, ...(JSON.parse(message.data) as object) } as News;
    if (news.type === "reload") return this.tellAll();
    this.tell(listeners().filter((element) => awaits(element, news)));
  }

  private tellAll(): void {
    this.tell(listeners());
  }

  private tell(elements: HTMLElement[]): void {
    for (const element of elements) this.waiting.add(element);
    if (this.waiting.size === 0 || this.gathering) return;
    this.gathering = window.setTimeout(() => {
      this.gathering = 0;
      const told = [...this.waiting];
      this.waiting.clear();
      for (const element of told) {
        if (element.isConnected) element.dispatchEvent(new CustomEvent("live"));
      }
    }, GATHER_MS);
  }

  /** The browser reconnects by itself unless the server refused; then we ask again, ever more rarely. */
  private lose(source: EventSource): void {
    clearTimeout(this.doubt);
    this.doubt = window.setTimeout(() => {
      if (this.source?.readyState !== EventSource.OPEN) this.show("lost");
    }, QUIET_MS);
    if (source.readyState !== EventSource.CLOSED) return;
    const wait = RETRY_MS[Math.min(this.retries, RETRY_MS.length - 1)]!;
    this.retries += 1;
    clearTimeout(this.retry);
    this.retry = window.setTimeout(() => this.open(), wait * (0.75 + Math.random() / 2));
  }

  private show(state: "open" | "lost"): void {
    const sign = document.getElementById("live-state");
    if (!sign) return;
    sign.dataset.state = state;
    const text = sign.querySelector("span");
    const words = sign.dataset[state];
    if (text && words && text.textContent !== words) text.textContent = words;
    sign.hidden = false;
  }
}

export function startLive(): void {
  const stream = new Stream();
  stream.follow();
  document.addEventListener("htmx:afterSettle", () => stream.follow());
  document.addEventListener("visibilitychange", () => stream.rest());
  addEventListener("pagehide", () => stream.close());
  addEventListener("pageshow", (event) => {
    if (event.persisted) stream.rest();
  });
}
