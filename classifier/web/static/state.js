// The case that is open, and what is supposed of it. Nothing is stored: it ends with the page.

/** The case as coded, the relation shown, the changes in the order they were made. */
export const state = {
  coded: null,
  between: null,
  period: null,
  changes: [],
  goal: null,
  other: null,
  answers: false,
  of: null,
};

let past = [];

/** Begin anew with another case. */
export function open(coded, between = null, period = null) {
  Object.assign(state, {
    coded, between, period, changes: [], goal: null, other: null, answers: false, of: null,
  });
  past = [];
}

/** Suppose something of one slot of the relation shown, or leave it as coded with `null`. */
export function suppose(slot, change) {
  const others = state.changes.filter((one) => one.slot !== slot || !here(one));
  const { between, period } = state;
  turn(change ? [...others, { slot, between, period, ...change }] : others);
}

/** Suppose several statements at once, as one step that can be undone; `afresh` alone, or also. */
export function supposeAll(several, { afresh = false } = {}) {
  const slots = new Set(several.map((one) => one.slot));
  const { between, period } = state;
  const others = state.changes.filter((one) => !here(one) || !(afresh || slots.has(one.slot)));
  turn([...others, ...several.map((one) => ({ between, period, ...one }))]);
}

/** Take the last step back. */
export function undo() {
  state.changes = past.pop() ?? state.changes;
}

/** Back to the case as coded; that can be undone too. */
export function reset() {
  if (state.changes.length) turn([]);
}

export const canUndo = () => past.length > 0;

/** What is supposed of the relation shown, by slot. */
export function supposedHere() {
  return new Map(state.changes.filter(here).map((one) => [one.slot, one]));
}

/** What every question sends: the case, the relation, what is supposed. */
export function asked(more = {}) {
  const relations = new Map();
  for (const one of state.changes) {
    const key = JSON.stringify([one.between, one.period]);
    const found = relations.get(key) ?? { between: one.between, period: one.period, set: [], unset: [] };
    (one.unset ? found.unset : found.set).push(one.statement);
    relations.set(key, found);
  }
  return {
    case: state.coded,
    between: state.between,
    period: state.period,
    supposed: [...relations.values()],
    ...more,
  };
}

function turn(changes) {
  past = [...past, state.changes];
  state.changes = changes;
}

function here(one) {
  return String(one.between) === String(state.between) && one.period === state.period;
}
