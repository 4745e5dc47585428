/** Shows the buttons that print the page, which need a script, and lets them do it. */
export function startPrint(): void {
  for (const button of document.querySelectorAll<HTMLElement>("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}
