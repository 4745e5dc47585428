import { notify } from "./notices";

/** The sign-in pages report a passkey that did not work as an event; say it in words. */
export function startPasskeys(): void {
  document.addEventListener("allauth.error", () => notify("failed"));
}
