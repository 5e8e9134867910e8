// The lines of a log that the page keeps: the latest ones, in number and size.
const MOST = 5000;
const MOST_CHARACTERS = 8 << 20;
const LINE_CHARACTERS = 10_000;

export class LogLines {
  /** How many of the oldest lines are no longer kept. */
  dropped = 0;

  /** Whether several instances have written them. */
  hasInstances = false;

  #lines = [];
  #held = [];
  #characters = 0;
  #key = 0;

  get count() {
    return this.#lines.length;
  }

  get held() {
    return this.#held.length;
  }

  /** Adds a line; while the page is paused, it is only held. */
  add({ instance, text }, isHeld) {
    const isCut = text.length > LINE_CHARACTERS;
    const line = { key: ++this.#key, instance, text: isCut ? text.slice(0, LINE_CHARACTERS) : text, isCut };
    this.hasInstances ||= instance > 1;
    this.#characters += line.text.length;
    (isHeld ? this.#held : this.#lines).push(line);
    while (this.#lines.length + this.#held.length > MOST || this.#characters > MOST_CHARACTERS) this.#drop();
  }

  #drop() {
    const line = this.#lines.shift() ?? this.#held.shift();
    this.#characters -= line.text.length;
    this.dropped++;
  }

  /** Shows the held lines. */
  release() {
    this.#lines.push(...this.#held.splice(0));
  }

  clear() {
    this.#lines = [];
    this.#held = [];
    this.#characters = this.dropped = 0;
    this.hasInstances = false;
  }

  /** The lines that contain a text, in upper or lower case. */
  matching(filter) {
    const wanted = filter.toLowerCase();
    return wanted ? this.#lines.filter(({ text }) => text.toLowerCase().includes(wanted)) : this.#lines;
  }

  text() {
    return this.#lines.map(({ instance, text }) => `${this.hasInstances ? `${instance} ` : ''}${text}\n`).join('');
  }
}
