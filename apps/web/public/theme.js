// Sets the chosen theme and language before the first paint. Runs before the
// app's modules, so it repeats two key names of design/theme.ts and i18n/language.ts.
(() => {
  const root = document.documentElement;
  try {
    const theme = localStorage.getItem('converge.theme');
    if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
    const language = localStorage.getItem('converge.language');
    if (language) root.lang = language;
  } catch {
    // Storage is forbidden (a privacy setting): the system's theme it is.
  }
})();
