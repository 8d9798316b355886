// Indonesian and English stand side by side in the page; its style shows the one chosen.

const KNOWN = ["id", "en"];

/** Choose a language; what is open stays open. */
export function choose(language) {
  document.documentElement.lang = language;
  for (const button of document.querySelectorAll("[data-language]")) {
    button.setAttribute("aria-pressed", String(button.dataset.language === language));
  }
}

/** Begin in the first language of the reader's that the page speaks. */
export function begin() {
  const wanted = navigator.languages.map((one) => one.slice(0, 2)).find((one) => KNOWN.includes(one));
  choose(wanted ?? "id");
}
