// The workshop page: opening a case, moving between its views, asking about patterns.

import { follow, listen as listenToCase, redraw, showCase } from "./case.js";
import { begin, choose as chooseLanguage, spoken } from "./languages.js";
import { seek } from "./handbook.js";
import { besides, counting, going } from "./latest.js";
import { Refused, get, post, told } from "./service.js";
import { asked, open, state, supposeAll } from "./state.js";

const sheet = document.getElementById("sheet");
const VIEWS = {
  open: () => going.drop(),
  case: () => showCase(),
  ask: () => fill("ask", "/page/ask"),
  exercise: showExercise,
  compare: () => fill("compare", "/page/compare", { other: state.other }),
  handout: () => fill("handout", "/page/handout", { answers: state.answers, typology: state.of }),
};

// When the case was opened: the browser's history may lead to views of others.
let opening = 0;
const filled = new Map();

/** Fill a view with the answer to a question, unless that is there. */
async function fill(view, path, more = {}) {
  const question = JSON.stringify(asked(more));
  if (filled.get(view) === question) return going.drop();
  const html = await going.ask(() => post(path, question));
  document.getElementById(view).innerHTML = html;
  filled.set(view, question);
}

/** Show the exercise, which is of the case as coded: votes and answers outlast what is tried. */
async function showExercise() {
  await fill("exercise", "/page/exercise", { supposed: [] });
  const said = document.querySelector("#exercise .as-coded");
  if (said) said.hidden = state.changes.length === 0;
}

/**
 * Show one view of the case that is open.
 * The browser's history leads back to it; `again` if that has led there.
 */
async function show(view, { again = false } = {}) {
  besides.drop();
  await VIEWS[view]();
  if (!again) remember(view);
  for (const one of document.querySelectorAll(".view")) one.hidden = one.id !== view;
  for (const button of document.querySelectorAll("[data-view]")) {
    if (state.coded) button.disabled = false;
    if (button.dataset.view === view) button.setAttribute("aria-current", "page");
    else button.removeAttribute("aria-current");
  }
  const title = document.querySelector(`#${view} h1`);
  title.tabIndex = -1;
  entitle();
  title.focus({ preventScroll: true });
  scrollTo({ top: 0, behavior: "instant" });
}

/** Note in the browser's history which view is shown, and of which case. */
function remember(view) {
  const place = { view, opening };
  if (JSON.stringify(history.state) !== JSON.stringify(place)) history.pushState(place, "");
}

const viewShown = () => document.querySelector("[data-view][aria-current]").dataset.view;

/** Call the window after the view and the case, in the language shown. */
function entitle() {
  const view = document.querySelector("[data-view][aria-current]").innerText.trim();
  const title = document.getElementById("case-title")?.querySelector(`[lang="${spoken()}"]`);
  const of = title?.textContent ?? document.getElementById("case-title")?.textContent ?? "";
  document.title = [view, of, "kemitraan"].filter(Boolean).join(" · ");
}

/** The text of a case, which the service reads and checks. */
async function read(given) {
  const text = await given();
  await post("/page/open", text);
  return text;
}

/** Open a case from what gives its text. */
async function openCase(given, { between = null, period = null } = {}, view = "case") {
  const text = await going.ask(() => read(given));
  open(JSON.parse(text), between, period);
  opening = Date.now();
  // What is still there is of another case.
  for (const one of document.querySelectorAll(".view:not(#open)")) one.replaceChildren();
  filled.clear();
  try {
    await show(view);
  } catch (error) {
    // There is nothing to see of it, and nothing more of the case before.
    if (error instanceof Refused) await show("open");
    throw error;
  }
}

const relationOf = ({ between, period }) => ({
  between: between ? between.split(",") : null,
  period: period ?? null,
});

/** Show something beside the page, with a title. */
function beside(title, html, { wide = false } = {}) {
  besides.drop();
  sheet.classList.toggle("wide", wide);
  document.getElementById("sheet-title").replaceChildren(...title.cloneNode(true).childNodes);
  document.getElementById("sheet-body").innerHTML = html;
  if (!sheet.open) sheet.showModal();
  sheet.scrollTop = 0;
}

/** Show beside the page what is asked of a pattern. */
async function besidePattern(button, path, more) {
  const label = button.closest("li")?.querySelector(".pattern .term") ?? button;
  beside(label, await besides.ask(() => post(path, asked(more))));
}

/** Show a picture as wide as the window. */
function enlarge(button) {
  const card = button.closest(".card");
  beside(card.querySelector("h3 .term"), card.querySelector(".graph").outerHTML, { wide: true });
}

async function besideTerm(link) {
  // In a picture, the address of a link is no text.
  const url = new URL(link.getAttribute("href"), location);
  const found = await besides.ask(() => seek(url));
  if (!found) return void window.open(url, "_blank", "noopener");
  beside(found.title, "");
  const whole = document.getElementById("whole").content.cloneNode(true);
  url.search = `?lang=${spoken()}`;
  whole.querySelector("a").href = url;
  document.getElementById("sheet-body").replaceChildren(...found.blocks, whole);
}

/** What stands on the page for an observation, for a statement that is supposed, or for a source. */
function placeOf(kind, id) {
  if (kind === "observation") return document.querySelector(`#case [data-observation="${CSS.escape(id)}"]`);
  if (kind === "supposed") return document.querySelector(`#case .fact input[value="${CSS.escape(id)}"]`);
  return document.getElementById(`source-${id}`) ?? document.querySelector("#case .fact.changed");
}

/** Lead to what a citation names, opening what it stands in. */
function leadTo(name) {
  const [, kind, id] = name.match(/^#(\w+)-(.*)$/);
  const found = placeOf(kind, decodeURIComponent(id));
  if (!found || document.getElementById("case").hidden) return;
  sheet.close();
  for (let one = found.parentElement; one; one = one.parentElement) if (one.matches("details")) one.open = true;
  const point = found.closest(".fact, li") ?? found;
  point.scrollIntoView({ block: "center" });
  (point.querySelector("summary") ?? point).focus({ preventScroll: true });
}

/** The statements that a button would have supposed, each with its slot. */
function offered(button) {
  const put = JSON.parse(button.dataset.put).map((statement) => ({ statement, slot: slotOf(statement) }));
  const unset = JSON.parse(button.dataset.unset)
    .map((statement) => ({ statement, slot: slotOf(statement), unset: true }));
  return [...put, ...unset];
}

/** The slot of a statement: the point that has it among its options. */
function slotOf(statement) {
  for (const point of document.querySelectorAll("#case .fact")) {
    if (point.dataset.slot === statement) return statement;
    for (const input of point.querySelectorAll("input")) {
      if (input.value === statement) return input.type === "checkbox" ? statement : point.dataset.slot;
    }
  }
  return statement;
}

async function tried(button) {
  const afresh = button.closest("[data-afresh]") !== null;
  besides.drop();
  sheet.close();
  // The case has to be there: its points tell what the statements are of.
  if (document.getElementById("case").hidden) await show("case");
  supposeAll(offered(button), { afresh });
  await follow();
  document.getElementById("verdicts-title").focus();
}

async function reveal(form) {
  const votes = {};
  for (const input of form.querySelectorAll("input")) if (input.value) votes[input.name] = Number(input.value);
  const more = { supposed: [], typology: form.dataset.question, votes };
  const box = form.querySelector(".revealed");
  box.innerHTML = await counting(form.dataset.question).ask(() => post("/page/reveal", asked(more)));
  box.focus({ preventScroll: true });
  box.scrollIntoView({ block: "start" });
}

async function clicked(event) {
  const link = event.target.closest("a");
  if (link?.matches(".term, .proof a, .cites a[href^='/'], #sheet-body article a[href^='/']") && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    return besideTerm(link);
  }
  const href = link?.getAttribute("href") ?? "";
  if (/^#(observation|supposed|source)-/.test(href)) {
    event.preventDefault();
    return leadTo(href);
  }
  const button = event.target.closest("button");
  const data = button?.dataset ?? {};
  if (data.language) {
    chooseLanguage(data.language);
    entitle();
    await redraw();
  }
  else if (data.view) await show(data.view);
  else if (data.example) await openCase(() => get(`/gallery/${data.example}`), relationOf(data), data.into);
  else if (data.other) await compareWith(() => get(`/gallery/${data.other}`), relationOf(data));
  else if (data.why) await besidePattern(button, "/page/why", { pattern: data.why });
  else if (data.fewest) await besidePattern(button, "/page/flip", { to: data.fewest, afresh: true });
  else if (data.flip) await besidePattern(button, "/page/flip", { to: data.flip });
  else if ("enlarge" in data) enlarge(button);
  else if (data.put) await tried(button);
  else if (data.goal) {
    state.goal = data.goal;
    await show("case");
  } else if (data.answers) {
    state.answers = data.answers === "yes";
    await show("handout");
  } else if ("of" in data) {
    state.of = data.of || null;
    await show("handout");
  } else if (button?.id === "end-game") {
    state.goal = null;
    await follow();
  } else if (button?.id === "print") print();
}

async function compareWith(given, relation) {
  const text = await going.ask(() => read(given));
  state.other = { case: JSON.parse(text), ...relation };
  await show("compare");
  document.getElementById("compared")?.focus();
}

document.addEventListener("click", (event) => {
  if (event.target.closest("a, button")) told(clicked)(event);
});
document.addEventListener("submit", (event) => {
  if (event.target.method === "dialog") return;
  event.preventDefault();
  if (event.target.id === "paste") told(() => openCase(() => document.getElementById("pasted").value))();
  if (event.target.matches(".question")) told(() => reveal(event.target))();
});
document.addEventListener("change", ({ target }) => {
  // Whoever leaves a field of text has done nothing yet: what is wrong still stands there.
  const [file] = target.files ?? [];
  if (!file) return;
  const given = () => file.text().finally(() => { target.value = ""; });
  told(() => (target.id === "file" ? openCase(given) : compareWith(given, {})))();
});
document.addEventListener("dragover", (event) => event.preventDefault());
document.addEventListener("drop", (event) => {
  event.preventDefault();
  const [file] = event.dataTransfer.files;
  if (file) told(() => openCase(() => file.text()))();
});
addEventListener("popstate", (event) => {
  // Without a state, it is a place within the view that is shown.
  if (!event.state) return void history.replaceState({ view: viewShown(), opening }, "");
  sheet.close();
  const { view, opening: then } = event.state;
  told(() => show(then === opening ? view : "open", { again: true }))();
});
// Who closes it waits for nothing more to stand there.
sheet.addEventListener("close", () => besides.drop());
addEventListener("beforeunload", (event) => {
  const votes = [...document.querySelectorAll("#exercise input")].some((one) => one.value);
  if (state.changes.length || votes) event.preventDefault();
});

history.replaceState({ view: "open", opening }, "");
begin();
entitle();
listenToCase();
