/** A long list of choices gets a field that narrows it; what is ticked stays in sight. */
export function startChoices(): void {
  for (const list of document.querySelectorAll<HTMLElement>("fieldset[data-narrow]")) narrow(list);
}

function narrow(list: HTMLElement): void {
  const choices = [...list.querySelectorAll<HTMLLabelElement>("label")].map((label) => ({
    row: label.parentElement!,
    box: label.querySelector("input")!,
    words: plain(label.textContent ?? ""),
  }));
  const field = document.createElement("input");
  field.type = "search";
  field.className = "form-control";
  field.placeholder = field.ariaLabel = list.dataset["narrow"]!;
  field.addEventListener("input", (event) => {
    // It is no part of the form: nothing is computed anew because of it.
    event.stopPropagation();
    const wanted = plain(field.value);
    for (const { row, box, words } of choices) row.hidden = !box.checked && !words.includes(wanted);
  });
  field.addEventListener("change", (event) => event.stopPropagation());
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  list.querySelector("legend")!.after(field);
}

/** Without capitals and accents: "Đội Cảnh sát" is found by "doi canh sat". */
function plain(text: string): string {
  return text
    .toLocaleLowerCase("vi")
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replaceAll("đ", "d")
    .trim();
}
