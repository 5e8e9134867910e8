// The texts of the console in a language, as the page shows them.

/** The functions t and plural of i18n.js. */
export async function translations(root, language) {
  const source = await (await fetch(`${root}console/texts/${language}.js`)).text();
  const { texts } = await import(`data:text/javascript,${encodeURIComponent(source)}`);
  const numbers = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
  const t = (key, args = {}) => {
    if (!(key in texts)) throw new Error(`${language}.js has no ${key}`);
    return texts[key].replace(/\{(\w+)\}/g, (placeholder, name) => args[name] ?? placeholder);
  };
  return { t, plural: (key, n) => t(`${key}.${n === 1 ? 'one' : 'other'}`, { n: numbers.format(n) }) };
}
