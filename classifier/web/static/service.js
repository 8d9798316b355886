// Talks to the service that this page came from, and to nobody else.

import { Overtaken } from "./latest.js";

const box = () => document.getElementById("problem");

/** What was asked cannot be answered; its message is the reason, as HTML. */
export class Refused extends Error {}

/** The answer to a question, as text. Throws `Refused`. */
export async function post(path, asked) {
  const body = typeof asked === "string" ? asked : JSON.stringify(asked);
  return answered(await reached(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body,
  }));
}

/** Something that the service has ready. */
export async function get(path) {
  return answered(await reached(path, {}));
}

/** What a reader does, with what was wrong before forgotten; why something is refused is told. */
export const told = (act) => async (event) => {
  clear();
  try {
    await act(event);
  } catch (error) {
    if (error instanceof Overtaken) return;
    if (!(error instanceof Refused)) throw error;
    tell(error.message);
    document.getElementById("sheet").close();
  }
};

/** Forget what was wrong. */
export function clear() {
  box().replaceChildren();
}

async function reached(path, options) {
  try {
    return await fetch(path, options);
  } catch {
    throw new Refused(document.getElementById("unreachable").innerHTML);
  }
}

async function answered(response) {
  const text = await response.text();
  if (response.ok) return text;
  if ((response.headers.get("Content-Type") ?? "").startsWith("text/html")) throw new Refused(text);
  const said = document.createElement("p");
  said.textContent = detail(text);
  throw new Refused(said.outerHTML);
}

function detail(text) {
  try {
    return JSON.parse(text).detail ?? text;
  } catch {
    return text;
  }
}

function tell(html) {
  box().innerHTML = html;
  box().scrollIntoView({ block: "nearest" });
}
