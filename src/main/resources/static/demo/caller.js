// The credentials, if the bridge requires authentication. They are kept only in the memory of this page.
const field = document.getElementById('secret');
const view = document.getElementById('caller');

let scheme = 'Bearer';
let authorization = null;

const base64 = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

/** Shows the field for the credentials that a 401 requires. */
export function ask(challenge) {
  scheme = /^basic/i.test(challenge ?? '') ? 'Basic' : 'Bearer';
  view.querySelector('label').textContent = scheme === 'Basic' ? 'name:password' : 'Token';
  view.hidden = false;
}

/** Adds the credentials, if any, to the headers. */
export const withCaller = (headers = {}) => (authorization ? { ...headers, Authorization: authorization } : headers);

/** The subprotocols of a WebSocket. One of them carries the credentials, because a page cannot set its headers. */
export function subprotocols(own) {
  if (!authorization) return [own];
  const url = base64(authorization).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
  return [own, `authorization.${url}`];
}

export function startCaller(changed) {
  const use = () => {
    const secret = field.value;
    authorization = secret ? `${scheme} ${scheme === 'Basic' ? base64(secret) : secret.trim()}` : null;
    changed();
  };
  document.getElementById('identify').addEventListener('click', use);
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    event.stopPropagation();
    use();
  });
}
