// The codebook and the rulebook: finding the place of a definition.

import { begin, choose } from "./languages.js";
import { get } from "./service.js";

const pages = new Map();

/** The definition that a link leads to, in both languages, with its title; null if there is none. */
export async function seek(url) {
  const name = decodeURIComponent(url.hash.slice(1));
  if (!pages.has(url.pathname)) {
    pages.set(url.pathname, new DOMParser().parseFromString(await get(url.pathname), "text/html"));
  }
  const page = pages.get(url.pathname);
  const blocks = [];
  for (const language of ["id", "en"]) {
    const article = page.querySelector(`div[lang="${language}"] [data-name="${CSS.escape(name)}"]`);
    if (!article) return null;
    const block = document.createElement("div");
    block.lang = language;
    block.append(document.importNode(article, true));
    blocks.push(block);
  }
  return { title: titled(blocks), blocks };
}

/** The titles of the blocks, taken out of them, so that they can stand above. */
function titled(blocks) {
  const title = document.createElement("div");
  for (const block of blocks) {
    const span = document.createElement("span");
    span.lang = block.lang;
    const heading = block.querySelector("h2, h3, h4");
    span.append(...(heading?.childNodes ?? []));
    heading?.remove();
    title.append(span);
  }
  return title;
}

/** On a page of the handbook itself: show the place that its address names. */
function lead() {
  const name = decodeURIComponent(location.hash.slice(1));
  const language = document.documentElement.lang;
  const found = name && document.querySelector(`div[lang="${language}"] [data-name="${CSS.escape(name)}"]`);
  if (!found) return;
  found.tabIndex = -1;
  found.scrollIntoView({ block: "start" });
  found.focus({ preventScroll: true });
}

/** Call the window after the page, in the language shown. */
function entitle() {
  document.title = `${document.querySelector("h1").innerText} · kemitraan`;
}

if (document.body.matches(".handbook")) {
  begin();
  document.addEventListener("click", (event) => {
    const language = event.target.closest("[data-language]")?.dataset.language;
    if (language) choose(language);
    if (language) {
      entitle();
      lead();
    }
  });
  addEventListener("hashchange", lead);
  entitle();
  lead();
}
