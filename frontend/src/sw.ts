/**
 * The service worker: an offline page, and notices pushed while no page is open.
 *
 * Pages always come from the network and are never kept, because they are private. Only built
 * files, whose names change with their content, are answered from the cache.
 */
export {};
declare const self: ServiceWorkerGlobalScope;
declare const __SHELL__: string[];

const SHELL: string[] = __SHELL__;
const CACHE = "shell";
const OFFLINE = "/offline/";

interface Notice {
  title: string;
  body?: string;
  url?: string;
  tag?: string;
}

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.addAll([...SHELL, new Request(OFFLINE, { cache: "reload" })]))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(dropOldFiles().then(() => self.clients.claim()));
});

async function dropOldFiles(): Promise<void> {
  const cache = await caches.open(CACHE);
  const wanted = new Set([...SHELL, OFFLINE]);
  for (const request of await cache.keys()) {
    if (!wanted.has(new URL(request.url).pathname)) await cache.delete(request);
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (SHELL.includes(pathname)) event.respondWith(file(request));
});

async function page(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch {
    return (await caches.match(OFFLINE)) ?? Response.error();
  }
}

async function file(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? fetch(request);
}

self.addEventListener("push", (event) => {
  const notice = event.data?.json() as Notice | undefined;
  if (!notice) return;
  const { title, url, ...options } = notice;
  event.waitUntil(
    self.registration.showNotification(title, {
      icon: "/static/app-192.png",
      badge: "/static/app-192.png",
      requireInteraction: true,
      data: url ?? "/",
      ...options,
    }),
  );
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const url = new URL(event.notification.data as string, self.location.origin);
  if (url.origin === self.location.origin) event.waitUntil(show(url.href));
});

/** Shows the page in a window that already has it, else in a new one. */
async function show(url: string): Promise<void> {
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const same = windows.find((client) => client.url === url);
  if (same) await same.focus();
  else await self.clients.openWindow(url);
}
