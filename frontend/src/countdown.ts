/**
 * Keeps "12 min left" true while the page stands open.
 *
 * The server writes `<time data-due="ISO">` with its first words and, on the body, the present
 * moment and the word patterns, so that a wrong clock or another language changes nothing here.
 */

const MINUTE_MS = 60_000;
const EVERY_MS = 10_000;

interface Words {
  left: Patterns;
  late: Patterns;
}
interface Patterns {
  now: string;
  minutes: string;
  whole_hours: string;
  hours: string;
  whole_days: string;
  days: string;
}

/** The pattern for a span of whole minutes, filled in; the same steps as `words.py`. */
function spell(patterns: Patterns, minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  if (minutes < 1) return patterns.now;
  if (hours < 1) return patterns.minutes.replace("{minutes}", String(minutes));
  if (days < 1) {
    const named = minutes % 60 ? patterns.hours : patterns.whole_hours;
    return named.replace("{hours}", String(hours)).replace("{minutes}", String(minutes % 60));
  }
  const named = hours % 24 ? patterns.days : patterns.whole_days;
  return named.replace("{days}", String(days)).replace("{hours}", String(hours % 24));
}

export function startCountdowns(): void {
  const { now, timeWords } = document.body.dataset;
  if (!now || !timeWords) return;
  const words = JSON.parse(timeWords) as Words;
  const ahead = Date.parse(now) - Date.now();

  function refresh(): void {
    const present = Date.now() + ahead;
    for (const time of document.querySelectorAll<HTMLElement>("time[data-due]")) {
      const leftMs = Date.parse(time.dataset.due!) - present;
      const late = leftMs < 0;
      const text = spell(late ? words.late : words.left, Math.floor(Math.abs(leftMs) / MINUTE_MS));
      if (time.textContent !== text) time.textContent = text;
      time.classList.toggle("is-late", late);
    }
  }

  setInterval(refresh, EVERY_MS);
  document.addEventListener("htmx:afterSettle", refresh);
  document.addEventListener("visibilitychange", refresh);
  refresh();
}
