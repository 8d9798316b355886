// Indonesian and English stand side by side in the page; its style shows the one chosen.

const KNOWN = ["id", "en"];
const PAGES = ["/", "/codebook", "/rulebook"];

/** The language that is shown. */
export const spoken = () => document.documentElement.lang;

/** Choose a language; what is open stays open. */
export function choose(language) {
  document.documentElement.lang = language;
  for (const button of document.querySelectorAll("[data-language]")) {
    button.setAttribute("aria-pressed", String(button.dataset.language === language));
  }
  for (const link of document.querySelectorAll(".bar a, .handbook main a")) {
    if (link.origin === location.origin && PAGES.includes(link.pathname)) link.search = `?lang=${language}`;
  }
}

/** Begin in the language that the address names, else the first of the reader's that is known. */
export function begin() {
  const named = new URLSearchParams(location.search).get("lang");
  const wanted = [named ?? "", ...navigator.languages].map((one) => one.slice(0, 2)).find((one) => KNOWN.includes(one));
  choose(wanted ?? "id");
}
