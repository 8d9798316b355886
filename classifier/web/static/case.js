// The case: its facts, what is supposed of them, and the verdicts that follow.

import { spoken } from "./languages.js";
import { Overtaken, besides, going } from "./latest.js";
import { post, told } from "./service.js";
import { asked, canUndo, reset, state, suppose, supposedHere, undo } from "./state.js";

const section = () => document.getElementById("case");
const verdicts = () => document.getElementById("verdicts");

const closed = new Set();
const opened = new Set();
let turn = 0;
/** What is supposed where the verdicts shown hold. */
let holds = null;

/** Show the case that is open: the relation chosen or, with another, that one from then on. */
export async function showCase(relation = {}) {
  const mine = ++turn;
  besides.drop();
  const question = asked({ goal: state.goal, ...relation });
  const html = await going.ask(() => post("/page/case", question));
  if (mine !== turn) return showCase(relation);
  section().innerHTML = html;
  holds = JSON.stringify(question.supposed);
  Object.assign(state, relation);
  const chosen = section().querySelector(".relations [aria-pressed=true]");
  if (chosen) Object.assign(state, relationOf(chosen));
  settle();
  mark();
}

/** Let the verdicts follow what is supposed; none stand there that do not belong to it. */
export async function follow() {
  mark();
  besides.drop();
  const mine = ++turn;
  const question = asked({ goal: state.goal, graphs: graphs(), language: spoken() });
  const supposed = JSON.stringify(question.supposed);
  try {
    const html = await post("/page/verdicts", question);
    if (mine === turn) stand(html, supposed);
  } catch (error) {
    if (mine !== turn) throw new Overtaken();
    if (supposed !== holds) stand(document.getElementById("unanswered").innerHTML, null);
    throw error;
  }
}

/** Show verdicts, and note where they hold. */
function stand(html, supposed) {
  replace(html);
  settle();
  holds = supposed;
  verdicts().dataset.turn = turn;
}

/** Put new verdicts in place of others; what is not laid out is taken to be as high as before. */
function replace(html) {
  const heights = new Map([...verdicts().querySelectorAll(".card")].map((one) => [one.dataset.typology, one.offsetHeight]));
  verdicts().innerHTML = html;
  for (const card of verdicts().querySelectorAll(".card")) {
    const height = heights.get(card.dataset.typology);
    if (height) card.style.containIntrinsicBlockSize = `auto ${height}px`;
  }
}

/** Pictures are drawn in the language shown alone: draw those that are open anew. */
export async function redraw() {
  if (verdicts() && graphs().length) await follow();
}

function graphs() {
  return [...opened].filter((key) => key.startsWith("graph/")).map((key) => key.slice(6));
}

/** Bring back what the reader had opened, and the answers in brief to their place. */
function settle() {
  for (const one of verdicts().querySelectorAll("[data-keep]")) {
    const key = one.dataset.keep;
    if (opened.has(key)) one.open = true;
    if (closed.has(key)) one.open = false;
  }
  const brief = verdicts().querySelector(".brief");
  document.getElementById("verdicts-brief").replaceChildren(...(brief ? [brief] : []));
}

/** The relation that a button stands for. */
function relationOf(button) {
  return { between: button.dataset.between.split(","), period: button.dataset.period || null };
}

/** Show on every point whether and what is supposed of it. */
function mark() {
  const supposed = supposedHere();
  const touched = new Set(section().querySelectorAll(".fact.changed"));
  for (const slot of supposed.keys()) touched.add(factOf(slot));
  for (const point of touched) {
    const inputs = [...point.querySelectorAll("input")];
    for (const input of inputs) input.checked = input.defaultChecked;
    const found = inputs.map((input) => applied(input, point, supposed)).filter(Boolean);
    point.classList.toggle("changed", found.length > 0);
    point.querySelector(".reset").hidden = found.length === 0;
    point.querySelector(".supposed").hidden = found.length === 0;
    point.querySelector(".now").replaceChildren(...found.flatMap((one, place) => [
      ...(place ? [document.createTextNode(", ")] : []), one]));
  }
  enable("undo", canUndo());
  enable("as-coded", state.changes.length > 0);
  const told = document.getElementById("changes");
  told.querySelector(".none").hidden = state.changes.length > 0;
  told.querySelector(".some").hidden = state.changes.length === 0;
  told.querySelector(".number").textContent = state.changes.length;
}

/** Let a button be pressed or not; the focus does not fall into nowhere with it. */
function enable(id, possible) {
  const button = document.getElementById(id);
  if (!possible && button === document.activeElement) document.getElementById("case-title").focus();
  button.disabled = !possible;
}

/** The fact of a slot, or of a value that is a slot of its own. */
function factOf(slot) {
  const name = CSS.escape(slot);
  return section().querySelector(`.fact[data-slot="${name}"]`)
    ?? section().querySelector(`.fact input[value="${name}"]`).closest(".fact");
}

/** Set an input as is supposed; the name of its value if that is a change. */
function applied(input, point, supposed) {
  const several = input.type === "checkbox";
  const change = supposed.get(several ? input.value : point.dataset.slot);
  if (!change) return null;
  const chosen = several || (change.unset ? input.value === "" : input.value === change.statement);
  if (!chosen) return null;
  input.checked = several ? !change.unset : true;
  const name = input.closest("label").querySelector(".name").cloneNode(true);
  if (several && change.unset) {
    const struck = document.createElement("s");
    struck.append(name);
    return struck;
  }
  return name;
}

/** What a reader's choice supposes. */
function chosen(input) {
  const slot = input.closest(".fact").dataset.slot;
  if (input.type === "checkbox") {
    const asCoded = input.checked === input.defaultChecked;
    suppose(input.value, asCoded ? null : { statement: input.value, unset: !input.checked });
  } else if (input.defaultChecked) {
    suppose(slot, null);
  } else {
    suppose(slot, input.value ? { statement: input.value } : { statement: slot, unset: true });
  }
}

export function listen() {
  section().addEventListener("change", (event) => {
    if (!event.target.matches(".fact input")) return;
    chosen(event.target);
    told(follow)();
  });
  section().addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.id === "undo") undo();
    else if (button.id === "as-coded") reset();
    else if (button.id === "save") return void told(save)();
    else if (button.matches(".reset")) forget(button.closest(".fact"));
    else if (button.matches(".relations button")) {
      return void told(() => showCase(relationOf(button)))();
    } else return;
    told(follow)();
  });
  section().addEventListener("toggle", (event) => {
    const key = event.target.dataset?.keep;
    if (!key) return;
    (event.target.open ? opened : closed).add(key);
    (event.target.open ? closed : opened).delete(key);
    if (event.target.dataset.graph && event.target.open && !event.target.querySelector("svg")) told(follow)();
  }, true);
}

function forget(point) {
  for (const slot of [point.dataset.slot, ...[...point.querySelectorAll("input")].map((one) => one.value)]) {
    if (supposedHere().has(slot)) suppose(slot, null);
  }
}

/** Hand the case, as it is supposed now, to the reader as a file. */
async function save() {
  const text = await post("/page/restated", asked());
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = `${state.coded.id}${state.changes.length ? "-supposed" : ""}.json`;
  link.click();
  URL.revokeObjectURL(link.href);
}
