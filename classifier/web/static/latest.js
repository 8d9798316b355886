// What a reader asks for last is what counts: an answer to what they asked before comes too late.

/** More was asked for meanwhile; nothing is to be said of it. */
export class Overtaken extends Error {}

/** A line of questions, of which only the last is waited for. */
class Line {
  #last = 0;

  /** The answer to a question. Throws `Overtaken` if more is asked for meanwhile, even if it is refused. */
  async ask(question) {
    const mine = ++this.#last;
    try {
      return await question();
    } finally {
      if (mine !== this.#last) throw new Overtaken();
    }
  }

  /** Wait for nothing more. */
  drop() {
    this.#last += 1;
  }
}

/** Where the reader goes: to a case, a relation of it, a view. */
export const going = new Line();
/** What is to stand beside the page. */
export const besides = new Line();

const counts = new Map();

/** What becomes of the votes on a question. */
export function counting(name) {
  if (!counts.has(name)) counts.set(name, new Line());
  return counts.get(name);
}
