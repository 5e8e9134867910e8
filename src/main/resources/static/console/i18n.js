// The language: the one that the user chose, else the browser's.
const KEY = 'dcf-bridge.language';

export const LANGUAGES = { en: 'English', ko: '한국어' };

const known = (language) => (language in LANGUAGES ? language : null);

export const language = known(localStorage.getItem(KEY))
  ?? navigator.languages.map((tag) => known(tag.split('-')[0])).find(Boolean)
  ?? 'en';

const { texts } = await import(`./texts/${language}.js`);
document.documentElement.lang = language;

/** The text of a key; {name} is replaced by the argument of that name. */
export const t = (key, args = {}) =>
  texts[key].replace(/\{(\w+)\}/g, (placeholder, name) => args[name] ?? placeholder);

/** The text for a number: `key.one` for 1, else `key.other`; {n} is the number. */
export const plural = (key, n) => t(`${key}.${n === 1 ? 'one' : 'other'}`, { n: number(n) });

const numbers = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });

export const number = (value) => numbers.format(value);

const times = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' });

/** A point in time, in the zone of the browser. */
export const dateTime = (value) => times.format(new Date(value));

const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'short' });

/** How long ago, such as "5 sec. ago". */
export function ago(value) {
  const seconds = Math.round((new Date(value) - Date.now()) / 1000);
  if (seconds > -60) return relative.format(Math.min(seconds, 0), 'second');
  if (seconds > -3600) return relative.format(Math.round(seconds / 60), 'minute');
  if (seconds > -86400) return relative.format(Math.round(seconds / 3600), 'hour');
  return relative.format(Math.round(seconds / 86400), 'day');
}

export function choose(next) {
  localStorage.setItem(KEY, next);
  location.reload();
}
