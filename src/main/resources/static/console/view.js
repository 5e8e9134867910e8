// What all views have in common.
import { html, nothing, render } from './lib/lit-html/lit-html.js';

export { html, nothing };

/** A part of the page with its own state. A subclass has `template()`, and `close()` if it holds streams or timers. */
export class View {
  #scheduled = false;
  #closed = false;

  /** Renders the view into an element, and again after each `update()`. */
  mount(element) {
    this.element = element;
    this.update();
    return this;
  }

  /** Renders again before the next frame, once, however often it is called. */
  update = () => {
    if (this.#scheduled || this.#closed) return;
    this.#scheduled = true;
    queueMicrotask(() => {
      this.#scheduled = false;
      if (!this.element || this.#closed) return;
      render(this.template(), this.element);
      this.rendered();
    });
  };

  /** Ends what the view started; it renders nothing more. */
  unmount() {
    this.#closed = true;
    this.close();
    if (this.element) render(nothing, this.element);
  }

  /** What a subclass does after each rendering. */
  rendered() {}

  close() {}
}
