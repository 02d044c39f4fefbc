// The only script of our own. Every page works without it.
(() => {
  "use strict";
  const store = {
    get: (key) => { try { return localStorage.getItem(key); } catch { return null; } },
    set: (key, value) => { try { localStorage.setItem(key, value); } catch { /* private window, or full */ } },
    drop: (key) => { try { localStorage.removeItem(key); } catch { /* nothing was kept */ } },
  };

  // Drafts: htmx sends the words as they are written; this says what became of them, and keeps them when
  // they could not be sent. The key names the person, so that on a shared machine nobody sends another’s words.
  const boxes = () => document.querySelectorAll("textarea[data-draft-url]");
  const key = (box) => `draft:${box.dataset.draftOf || ""}:${box.dataset.draftUrl}`;
  const say = (box, what) => {
    const line = box.closest(".field")?.querySelector("[data-draft-status]");
    if (line) line.textContent = line.dataset[what] || "";
  };
  const keep = (box) => { store.set(key(box), box.value); say(box, "kept"); };
  const send = (box) => box.dispatchEvent(new Event("input", { bubbles: true }));

  document.addEventListener("htmx:after:request", (event) => {
    const { sourceElement: box, response, request } = event.detail.ctx;
    if (!box?.matches?.("textarea[data-draft-url]")) return;
    if (response.status < 200 || response.status > 299 || response.raw.redirected) { keep(box); return; }
    const sent = request.body?.get?.(box.name);
    if (sent == null || sent.replace(/\r\n/g, "\n") === box.value) { store.drop(key(box)); say(box, "saved"); }
  });
  document.addEventListener("htmx:error", (event) => {
    const box = event.detail.ctx?.sourceElement;
    if (box?.matches?.("textarea[data-draft-url]")) keep(box);
  });
  // Anything else that came back as a refusal or not at all: say so in one line, and leave the page as it was.
  const trouble = () => {
    const line = document.getElementById("trouble");
    if (line) { line.textContent = line.dataset.words; line.hidden = false; }
  };
  const notADraft = (event) => !event.detail.ctx?.sourceElement?.matches?.("textarea[data-draft-url]");
  document.addEventListener("htmx:response:error", (event) => {
    if (notADraft(event) && event.detail.ctx.response.status !== 422) trouble();
  });
  document.addEventListener("htmx:error", (event) => { if (notADraft(event)) trouble(); });

  addEventListener("online", () => boxes().forEach((box) => { if (store.get(key(box)) !== null) send(box); }));
  document.addEventListener("submit", (event) => {
    if (navigator.onLine) event.target.querySelectorAll?.("textarea[data-draft-url]").forEach((box) => store.drop(key(box)));
  });
  addEventListener("load", () => boxes().forEach((box) => {
    const kept = store.get(key(box));
    if (kept === null) return;
    if (kept === box.value) { store.drop(key(box)); return; }
    box.value = kept;
    say(box, "kept");
    send(box);
  }));

  // "/" goes to search, unless somebody switched the key off ([data-keys-switch], on the accessibility page).
  const OFF = "keys-off";
  addEventListener("load", () => document.querySelectorAll("[data-keys-switch]").forEach((box) => {
    box.checked = store.get(OFF) === null;
    box.addEventListener("change", () => (box.checked ? store.drop(OFF) : store.set(OFF, "1")));
  }));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || store.get(OFF) !== null) return;
    if (event.target.closest?.("input, textarea, select, [contenteditable], trix-editor")) return;
    const box = document.querySelector("input[type=search]");
    const link = document.querySelector("a[data-search]");
    if (!box && !link) return;
    event.preventDefault();
    if (box) box.focus(); else link.click();
  });
})();
