/**
 * Asks for notifications on this device, only when its owner presses the button:
 *
 *   <button data-push="POST address" data-push-key="server key" hidden>…</button>
 *   <p data-push-state data-on="…" data-denied="…" data-failed="…" role="status"></p>
 *
 * The subscription is posted as JSON; the other words are shown as it goes.
 */

type State = "on" | "denied" | "failed";

function bytes(base64url: string): Uint8Array<ArrayBuffer> {
  const binary = atob(base64url.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

function show(button: HTMLButtonElement, state: State): void {
  const text = button.parentElement?.querySelector<HTMLElement>("[data-push-state]");
  if (text) text.textContent = text.dataset[state] ?? "";
  button.hidden = state === "on";
}

async function subscribe(button: HTMLButtonElement): Promise<State> {
  if ((await Notification.requestPermission()) !== "granted") return "denied";
  const { pushManager } = await navigator.serviceWorker.ready;
  const subscription = await pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: bytes(button.dataset.pushKey!),
  });
  const token = JSON.parse(document.body.getAttribute("hx-headers") ?? "{}") as Record<string, string>;
  const answer = await fetch(button.dataset.push!, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...token },
    body: JSON.stringify(subscription),
  });
  return answer.ok ? "on" : "failed";
}

export function startPush(): void {
  if (!("serviceWorker" in navigator && "PushManager" in window)) return;
  for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-push]")) {
    button.hidden = false;
    if (Notification.permission === "denied") show(button, "denied");
    button.addEventListener("click", () => {
      button.disabled = true;
      void subscribe(button)
        .catch((): State => "failed")
        .then((state) => show(button, state))
        .finally(() => (button.disabled = false));
    });
  }
}
