// Keeps the end of a growing box in sight, unless the user has scrolled away from it.
const NEAR = 40;

export class Tail {
  #box = null;
  #isFollowing = true;

  /** For the event `scroll` of the box. */
  scrolled = ({ target }) => {
    this.#box = target;
    this.#isFollowing = target.scrollHeight - target.scrollTop - target.clientHeight < NEAR;
  };

  /** To be called after each rendering of the box. */
  follow(box) {
    if (!box) return;
    if (box !== this.#box || box.scrollHeight <= box.clientHeight) this.#isFollowing = true;
    this.#box = box;
    if (this.#isFollowing) box.scrollTop = box.scrollHeight;
  }
}
