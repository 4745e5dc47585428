/** Short words at the edge of the page: what just failed. The words come from the page. */

type Notice = "unreachable" | "failed" | "signedOut" | "tooMany" | "copied";

/** Shows one notice; a new one takes the place of the last. */
export function notify(notice: Notice): void {
  const shelf = document.getElementById("notice");
  const words = shelf?.dataset[notice];
  if (!shelf || !words) return;
  const text = shelf.querySelector("p");
  if (text) text.textContent = words;
  shelf.hidden = false;
}

/** Lets the reader put a notice away, and copy what stands in `data-copy`. */
export function startNotices(): void {
  document.addEventListener("click", (event) => {
    const target = event.target as Element;
    const closing = target.closest<HTMLElement>("[data-close]");
    if (closing) closing.closest<HTMLElement>(closing.dataset.close || ".alert")!.hidden = true;

    const copying = target.closest<HTMLElement>("[data-copy]");
    if (copying) void navigator.clipboard.writeText(copying.dataset.copy!).then(() => notify("copied"));
  });
}
