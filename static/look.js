// The page's language, and light or dark as the address says. Streamlit reads its theme once, from the browser's own store.
(() => {
  const { language, theme } = document.currentScript.dataset;
  document.documentElement.lang = language;
  const key = `stActiveTheme-${location.pathname}-v2`;
  const kept = localStorage.getItem(key);
  // What this window was opened with; a later page of it shares that theme whatever is kept for its own address.
  window.vetrinaTheme ??= kept ? JSON.parse(kept) : 'System';
  localStorage.setItem(key, JSON.stringify(theme));
  if (window.vetrinaTheme !== theme) location.reload();
})();
