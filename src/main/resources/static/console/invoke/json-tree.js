// JSON as a tree whose branches open and close. The numbers and the order of the members stay as they are in the text.
import { TOKENS } from './content.js';
import { number, plural, t } from '../i18n.js';
import { html, nothing } from '../view.js';

const OPEN_DEPTH = 2;
const OPEN_CHILDREN = 30;
const SHOWN_CHILDREN = 200;
const SHOWN_CHARACTERS = 2000;

/** The nodes of a valid JSON text: {key?, token} for a leaf, {key?, token: '{' or '[', children, depth} for a branch. */
export function parse(text) {
  const root = { token: '', children: [], depth: 0 };
  const path = [root];
  let key;
  let last = '';
  for (const [token] of text.matchAll(TOKENS)) {
    const parent = path.at(-1);
    if (token === '}' || token === ']') path.pop();
    else if (token === ':') key = parent.children.pop().token;
    else if (token !== ',') {
      const branch = token === '{' || token === '[';
      const node = { token, key: last === ':' ? key : undefined, ...(branch ? { children: [], depth: path.length } : {}) };
      parent.children.push(node);
      if (branch) path.push(node);
    }
    last = token;
  }
  return root.children[0];
}

const keyOf = ({ key }, index) => html`<span class="key">${key ?? index}</span>: `;

const kindOf = (token) => (token[0] === '"' ? 'string' : /^[-\d]/.test(token) ? 'number' : 'word');

const cut = (token) => (token.length <= SHOWN_CHARACTERS ? token
  : html`${token.slice(0, SHOWN_CHARACTERS)}… <span class="soft">${t('tree.cut', { n: number(token.length) })}</span>`);

export class JsonTree {
  #root;
  #changed = new Map();
  #more = new Map();
  #update;

  constructor(text, update) {
    this.#root = parse(text);
    this.#update = update;
  }

  template() {
    return html`<div class="tree">${this.#node(this.#root)}</div>`;
  }

  #node(node, index) {
    const name = index === undefined ? nothing : keyOf(node, index);
    if (!node.children) return html`<div class="leaf">${name}<span class=${kindOf(node.token)}>${cut(node.token)}</span></div>`;
    const open = this.#isOpen(node);
    const [first, last] = node.token === '{' ? '{}' : '[]';
    return html`<details ?open=${open} @toggle=${(event) => this.#toggle(event, node)}>
      <summary>${name}${first}${open ? nothing : html`<span class="soft">${node.children.length ? plural('tree.children', node.children.length) : ''}</span>${last}`}</summary>
      ${open ? html`<div class="branch">${this.#children(node)}</div><div class="leaf">${last}</div>` : nothing}
    </details>`;
  }

  #children(node) {
    const shown = this.#more.get(node) ?? SHOWN_CHILDREN;
    const rest = node.children.length - shown;
    return html`${node.children.slice(0, shown).map((child, i) => this.#node(child, i))}
      ${rest > 0 ? html`<button type="button" class="plain" @click=${() => this.#showMore(node, shown)}>${t('tree.more', { n: number(rest) })}</button>` : nothing}`;
  }

  #isOpen(node) {
    return this.#changed.get(node) ?? (node.depth <= OPEN_DEPTH && node.children.length > 0 && (node.depth === 1 || node.children.length <= OPEN_CHILDREN));
  }

  /** Browsers report a change also when the page made it. */
  #toggle(event, node) {
    event.stopPropagation();
    if (event.target.open === this.#isOpen(node)) return;
    this.#changed.set(node, event.target.open);
    this.#update();
  }

  #showMore(node, shown) {
    this.#more.set(node, shown + SHOWN_CHILDREN * 5);
    this.#update();
  }
}
