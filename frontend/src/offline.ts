/** Shows when the device is offline, and keeps the offline page at hand by the service worker. */
export function startOffline(): void {
  const bar = document.getElementById("offline-bar");
  const show = () => {
    if (bar) bar.hidden = navigator.onLine;
  };
  addEventListener("online", show);
  addEventListener("offline", show);
  show();

  const worker = document.body.dataset.worker;
  if (worker && "serviceWorker" in navigator) {
    addEventListener("load", () => void navigator.serviceWorker.register(worker, { scope: "/" }));
  }
}
