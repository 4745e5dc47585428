/** On a narrow screen the tabs are a strip: the current one is brought into sight. */
export function startTabs(): void {
  for (const tab of document.querySelectorAll<HTMLElement>(".tabs [aria-current]")) {
    const strip = tab.closest<HTMLElement>(".tabs")!;
    strip.scrollLeft = tab.offsetLeft - (strip.clientWidth - tab.offsetWidth) / 2;
  }
}
