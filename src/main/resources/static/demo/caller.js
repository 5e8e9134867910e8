// Who calls, where the bridge asks: kept in the memory of this page alone, and sent by it alone.
const field = document.getElementById('secret');
const view = document.getElementById('caller');

let scheme = 'Bearer';
let authorization = null;

const base64 = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

/** Asks for what a 401 wants to know. */
export function ask(challenge) {
  scheme = /^basic/i.test(challenge ?? '') ? 'Basic' : 'Bearer';
  view.querySelector('label').textContent = scheme === 'Basic' ? 'name:password' : 'Token';
  view.hidden = false;
}

/** Headers, with who calls among them where it is known. */
export const withCaller = (headers = {}) => (authorization ? { ...headers, Authorization: authorization } : headers);

/** The subprotocols of a WebSocket, whose headers a page cannot set: the bridge takes who calls from among them. */
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
