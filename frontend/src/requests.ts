import htmx from "htmx.org";

import { notify } from "./notices";

/** htmx under a strict content policy; says so in words when a request fails. */
export function startRequests(): void {
  htmx.config.includeIndicatorStyles = false;
  htmx.config.allowEval = false;
  htmx.config.historyCacheSize = 0; // pages are private: none is kept in the browser's storage
  htmx.config.responseHandling = [
    { code: "204", swap: false },
    { code: "[23]..", swap: true },
    { code: "422", swap: true }, // a form with its errors, or a refusal in words
    { code: "...", swap: false, error: true },
  ];
  document.addEventListener("htmx:sendError", () => notify("unreachable"));
  document.addEventListener("htmx:responseError", (event) => {
    const { status } = (event as CustomEvent<{ xhr: XMLHttpRequest }>).detail.xhr;
    if (status === 401 || status === 403) notify("signedOut");
    else if (status === 429) notify("tooMany");
    else notify("failed");
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    // A session that ended answers with the sign-in page, which is no fragment of this one.
    const { xhr } = (event as CustomEvent<{ xhr: XMLHttpRequest }>).detail;
    const signIn = document.body.dataset.signIn;
    if (signIn && xhr.responseURL && new URL(xhr.responseURL).pathname === signIn) {
      event.preventDefault();
      location.reload();
    }
  });
}
