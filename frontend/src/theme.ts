const YEAR_S = 365 * 24 * 3600;

/**
 * Light, dark or like the device. The choice is kept in a cookie that the server reads, so the
 * next page is right from its first paint; without a choice the style sheet follows the device.
 */
export function startTheme(): void {
  const root = document.documentElement;
  const choices = document.querySelectorAll<HTMLButtonElement>("button[data-theme-choice]");

  function show(theme: string): void {
    if (theme === "auto") root.removeAttribute("data-bs-theme");
    else root.setAttribute("data-bs-theme", theme);
    for (const button of choices) {
      button.setAttribute("aria-pressed", String(button.dataset.themeChoice === theme));
    }
  }

  for (const button of choices) {
    button.addEventListener("click", () => {
      const theme = button.dataset.themeChoice ?? "auto";
      const secure = location.protocol === "https:" ? "; Secure" : "";
      document.cookie = `theme=${theme}; Path=/; Max-Age=${YEAR_S}; SameSite=Lax${secure}`;
      show(theme);
    });
  }
  show(root.getAttribute("data-bs-theme") ?? "auto");
}
