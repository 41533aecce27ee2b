// Sets the chosen theme and language before the first paint, and begins to fetch the
// words where the page names them. Runs before the app's modules, so it repeats two key
// names of design/theme.ts and i18n/language.ts, and how the latter finds the language.
(() => {
  const root = document.documentElement;
  const wanted = [...navigator.languages, 'en'];
  try {
    const theme = localStorage.getItem('converge.theme');
    if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
    const language = localStorage.getItem('converge.language');
    if (language) {
      root.lang = language;
      wanted.unshift(language);
    }
  } catch {
    // Storage is forbidden (a privacy setting): the system's theme it is.
  }
  const words = [...document.querySelectorAll('meta[name="words"]')].map((meta) =>
    meta.content.split(' '),
  );
  for (const tag of wanted) {
    const found = words.find(([language]) => language === tag.toLowerCase().split('-')[0]);
    if (!found) continue;
    for (const href of found.slice(1)) {
      document.head.append(
        Object.assign(document.createElement('link'), { rel: 'modulepreload', href }),
      );
    }
    break;
  }
})();
