// News as it happens. Without this, or without a live address, a page shows what is new when it is next loaded.
(() => {
  "use strict";
  const link = document.querySelector("a[data-notices]");
  if (!link) return;
  const words = link.querySelector("[role=status]");
  const EVERY = 60_000;  // now and then, where nothing can be heard
  let tag = "";
  let asking = false;
  let again = false;

  // The event says only that something came. What it is, and whether it is ours to see, the page asks like any other page.
  const ask = async () => {
    if (asking) { again = true; return; }
    asking = true;
    try {
      const answer = await fetch(link.dataset.notices, { headers: tag ? { "If-None-Match": tag } : {}, credentials: "same-origin", redirect: "error" });
      if (answer.ok) {
        tag = answer.headers.get("ETag") || "";
        const news = await answer.text();
        const said = news ? `: ${news}` : "";
        if (words.textContent !== said) words.textContent = said;
      }
    } catch { /* no network, or signed out: what is there stays */ }
    asking = false;
    if (again) { again = false; ask(); }
  };

  // Following a notice is reading it.
  document.addEventListener("click", ({ target }) => {
    const form = target.closest?.("a[href]")?.closest("li")?.querySelector("form[data-read]");
    if (form) fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), keepalive: true, redirect: "manual" }).catch(() => {});
  });

  let timer = 0;
  const poll = () => { timer ||= setInterval(() => { if (!document.hidden) ask(); }, EVERY); };
  document.addEventListener("visibilitychange", () => { if (!document.hidden) ask(); });
  addEventListener("pageshow", (event) => { if (event.persisted) ask(); });

  if (!link.dataset.live || !("EventSource" in window)) { poll(); return; }
  let source = null;
  const listen = () => {
    source = new EventSource(link.dataset.live, { withCredentials: true });
    source.addEventListener("open", () => { clearInterval(timer); timer = 0; });
    source.addEventListener("notice", ask);
    source.addEventListener("error", () => {
      poll();
      if (source.readyState === EventSource.CLOSED) setTimeout(listen, EVERY);  // refused or gone: ask meanwhile, try again later
    });
  };
  listen();
  addEventListener("pagehide", () => source?.close());
  addEventListener("pageshow", (event) => { if (event.persisted) listen(); });
})();
