// Light or dark: as the system has it, or as the user chose.
const KEY = 'dcf-bridge.theme';

export const THEMES = ['system', 'light', 'dark'];

export const theme = () => localStorage.getItem(KEY) ?? 'system';

function apply() {
  document.documentElement.dataset.theme = theme();
}

export function choose(next) {
  localStorage.setItem(KEY, next);
  apply();
  dispatchEvent(new Event('theme'));
}

apply();
