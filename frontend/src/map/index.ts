/**
 * Maps to look at (`data-map`) and to draw on (`data-draw`). MapLibre is large, so it is fetched only
 * where one of them stands. Where it cannot run, the still picture and the text fields stay.
 */
export function startMaps(): void {
  const views = [...document.querySelectorAll<HTMLElement>("[data-map]")];
  const boards = [...document.querySelectorAll<HTMLElement>("[data-draw]")];
  if (views.length > 0) void import("./view").then(({ showMap }) => views.forEach(showMap));
  if (boards.length > 0) void import("./draw").then(({ openBoard }) => boards.forEach(openBoard));
  for (const tools of document.querySelectorAll<HTMLElement>("[data-locate]")) offerLocation(tools);
}

/** A button that asks the device where it is and writes that into the field. */
function offerLocation(tools: HTMLElement): void {
  const field = document.getElementById(tools.dataset.locate ?? "");
  const state = tools.querySelector<HTMLElement>("[role=status]");
  if (!(field instanceof HTMLInputElement) || !state || !navigator.geolocation) return;
  tools.hidden = false;
  tools.querySelector("button")?.addEventListener("click", () => {
    state.textContent = "…";
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        field.value = `${coords.latitude.toFixed(6)}, ${coords.longitude.toFixed(6)}`;
        field.dispatchEvent(new Event("input", { bubbles: true }));
        state.textContent = `± ${Math.round(coords.accuracy)} m`;
      },
      () => { state.textContent = tools.dataset.denied ?? ""; },
      { enableHighAccuracy: true, timeout: 15_000 },
    );
  });
}
