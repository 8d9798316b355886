// Talks to the service that this page came from, and to nobody else.

const box = () => document.getElementById("problem");

/** What was asked cannot be answered; the reader has been told why. */
export class Refused extends Error {}

/** The answer to a question, as text; what is wrong is shown, and `Refused` is thrown. */
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

/** What a reader does, with what was wrong before forgotten; what is refused has been told. */
export const told = (act) => async (event) => {
  clear();
  try {
    await act(event);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
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
    tell(document.getElementById("unreachable").innerHTML);
    throw new Refused(path);
  }
}

async function answered(response) {
  const text = await response.text();
  if (response.ok) return text;
  if ((response.headers.get("Content-Type") ?? "").startsWith("text/html")) {
    tell(text);
  } else {
    const said = document.createElement("p");
    said.textContent = detail(text);
    tell(said.outerHTML);
  }
  throw new Refused(text);
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
