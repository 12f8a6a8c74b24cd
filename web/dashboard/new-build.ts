const key = 'reloaded-at';
/** Sooner than this it is not a newer build that a part is missing for. */
const patienceMs = 30_000;

/** A page that was opened before an upgrade asks for parts that are not there any more: it is fetched anew. */
export function reloadForNewBuild(): void {
  window.addEventListener('vite:preloadError', (event) => {
    const last = Number(sessionStorage.getItem(key) ?? 0);
    if (Date.now() - last < patienceMs) return;
    event.preventDefault();
    sessionStorage.setItem(key, String(Date.now()));
    window.location.reload();
  });
}
