// What a link asked for, kept in this tab while its reader signs in elsewhere: the provider leads back to the first page alone.
(() => {
  const key = 'vetrinaWanted', longest = 3600 * 1000;
  const { at } = document.currentScript.dataset;
  if (at === 'door') {
    const keep = () =>
      sessionStorage.setItem(key, JSON.stringify({ path: location.pathname + location.search, when: Date.now() }));
    keep();
    if (!window.vetrinaKeeps) window.addEventListener('pagehide', keep); // the language may be chosen meanwhile
    window.vetrinaKeeps = true;
    return;
  }
  const kept = sessionStorage.getItem(key);
  sessionStorage.removeItem(key);
  if (!kept) return;
  const { path, when } = JSON.parse(kept);
  const base = new URL('.', document.baseURI).pathname;
  const landed = location.pathname === base && location.search === '';
  if (landed && Date.now() - when < longest && path.startsWith(base) && !path.startsWith('//') && path !== base) {
    location.replace(location.origin + path);
  }
})();
