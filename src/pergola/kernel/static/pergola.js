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
  const saved = new WeakMap();  // by box, the words the site has; and the forms sent with theirs
  const handed = new WeakSet();
  const unsaved = (box) => !handed.has(box.form) && box.value !== (saved.get(box) ?? box.defaultValue);

  document.addEventListener("htmx:after:request", (event) => {
    const { sourceElement: box, response, request } = event.detail.ctx;
    if (!box?.matches?.("textarea[data-draft-url]")) return;
    if (response.status < 200 || response.status > 299 || response.raw.redirected) { keep(box); return; }
    const sent = request.body?.get?.(box.name);
    if (sent == null || sent.replace(/\r\n/g, "\n") === box.value) { saved.set(box, box.value); store.drop(key(box)); say(box, "saved"); }
  });
  document.addEventListener("htmx:error", (event) => {
    const box = event.detail.ctx?.sourceElement;
    if (box?.matches?.("textarea[data-draft-url]")) keep(box);
  });
  // A form that came back is gone on with where it was refused.
  if (!document.querySelector(".problems")) document.querySelector("main [aria-invalid=true]")?.focus();
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
    if (!navigator.onLine) return;
    event.target.querySelectorAll?.("textarea[data-draft-url]").forEach((box) => store.drop(key(box)));
    handed.add(event.target);
  });
  document.addEventListener("input", ({ target }) => handed.delete(target.form));  // refused, or lost on its way: written on
  // Whoever leaves in the middle of a word finds it again.
  addEventListener("pagehide", () => boxes().forEach((box) => { if (unsaved(box)) keep(box); }));
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) boxes().forEach((box) => { if (unsaved(box)) { keep(box); send(box); } });
  });
  addEventListener("pageshow", ({ persisted }) => { if (persisted) boxes().forEach((box) => handed.delete(box.form)); });
  addEventListener("load", () => boxes().forEach((box) => {
    const kept = store.get(key(box));
    if (kept === null) return;
    if (kept === box.value) { store.drop(key(box)); return; }
    box.value = kept;
    say(box, "kept");
    setTimeout(() => send(box));  // htmx begins to listen in a turn of its own, on a slow machine after this one
  }));

  // Every other long form keeps what is written in it on this machine until it is accepted, begun afresh, or somebody
  // signs out. It comes back only where the page says what it said then: nobody’s newer words are covered.
  const main = document.getElementById("main");
  const who = main?.dataset.person;
  const home = (form) => new URL(form.getAttribute("action") || "", location).pathname;
  const spot = (form) => `form:${who}:${home(form)}`;
  const fields = (form) => [...form.elements].filter((one) => one.name && /^(text|url|email|tel|date|number|radio|check|select)/.test(one.type));
  const ticks = (one) => one.type === "radio" || one.type === "checkbox";
  const now = (one) => (ticks(one) ? one.checked : one.value);
  const asSent = (one) => {
    if (ticks(one)) return one.defaultChecked;
    return one.options ? ([...one.options].find((each) => each.defaultSelected) || one.options[0])?.value : one.defaultValue;
  };
  const read = (form, how) => JSON.stringify(fields(form).map((one) => [one.name, how(one)]));
  const begun = new Map();

  const bringBack = (form, words) => {
    fields(form).forEach((one, n) => {
      if (now(one) === words[n][1]) return;
      one[ticks(one) ? "checked" : "value"] = words[n][1];
      one.closest("details")?.setAttribute("open", "");
    });
    const line = document.createElement("p");
    const afresh = document.createElement("button");
    line.className = "meta";
    line.setAttribute("role", "status");
    Object.assign(afresh, { type: "button", className: "btn btn-link", textContent: main.dataset.afresh });
    afresh.addEventListener("click", () => { form.reset(); store.drop(spot(form)); line.remove(); fields(form)[0]?.focus(); });
    form.prepend(line);
    line.append(`${main.dataset.back} `, afresh);
  };
  addEventListener("load", () => {
    const sent = store.get("sent");
    const came = performance.getEntriesByType("navigation")[0];
    store.drop("sent");  // accepted is what led on to another page; a refusal, a failure and signing in first are not
    if (sent && came?.redirectCount && !(came.responseStatus >= 400) && !location.pathname.startsWith("/account/")) store.drop(sent);
    for (const form of who ? document.querySelectorAll("form[method=post]") : []) {
      if (!form.querySelector("textarea") || form.querySelector("textarea[data-draft-url], input[type=password]")) continue;
      const kept = JSON.parse(store.get(spot(form)) || "{}");
      const shown = read(form, asSent);
      begun.set(form, kept.now === shown ? kept.was : shown);
      if (kept.was === shown && kept.now !== shown) bringBack(form, JSON.parse(kept.now));
    }
    const landed = location.hash.length > 1 && location.hash !== "#main" && document.getElementById(location.hash.slice(1));
    const told = main?.querySelector(":scope > .note[role=status]");
    if (landed && told && main.contains(landed)) { landed.append(told); told.scrollIntoView({ block: "center" }); told.focus({ preventScroll: true }); }
    if (!document.querySelector("[autofocus], :target")) main?.querySelector(".problem")?.scrollIntoView({ block: "center" });
  });
  const written = ({ target }) => {
    const was = begun.get(target.form);
    if (was === undefined) return;
    const said = read(target.form, now);
    if (said === was) store.drop(spot(target.form)); else store.set(spot(target.form), JSON.stringify({ was, now: said }));
  };
  document.addEventListener("input", written);
  document.addEventListener("change", written);
  document.addEventListener("submit", ({ target }) => {
    if (begun.has(target)) store.set("sent", spot(target));
    if (home(target) !== "/account/logout/") return;
    boxes().forEach((box) => handed.add(box.form));
    try { Object.keys(localStorage).filter((one) => /^(form|draft):/.test(one)).forEach(store.drop); } catch { /* nothing was kept */ }
  });

  // A file on its way says how far it is, and is sent once. Without this, the browser sends the same form.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const line = form.querySelector?.("[data-upload-status]");
    if (!line || !form.matches("[data-upload]")) return;
    event.preventDefault();
    if (form.dataset.going) return;
    form.dataset.going = "1";
    const tell = (what, n) => { line.textContent = line.dataset[what].replace("{n}", n); };
    const lost = () => { delete form.dataset.going; tell("lost"); };
    const way = new XMLHttpRequest();
    way.upload.addEventListener("progress", ({ loaded, total }) => tell(loaded < total ? "going" : "kept", Math.floor((100 * loaded) / total)));
    way.addEventListener("error", lost);
    way.addEventListener("load", () => {
      const on = way.getResponseHeader("X-Way-On");
      if (on) {
        store.drop(spot(form));
        store.drop("sent");
        form.querySelectorAll("textarea[data-draft-url]").forEach((box) => store.drop(key(box)));
        location.assign(on);
        return;
      }
      const said = new DOMParser().parseFromString(way.responseText, "text/html").getElementById("main");
      if (way.status !== 422 || !said) { lost(); return; }
      main.replaceChildren(...said.childNodes);
      (main.querySelector("[aria-invalid=true]") || main).focus();
    });
    way.open("POST", location.href);
    way.setRequestHeader("X-Upload", "1");
    way.send(new FormData(form));
  });

  // A sentence about a mistake goes away once one begins to mend it.
  document.addEventListener("input", ({ target }) => {
    if (target.getAttribute("aria-invalid") === "true") target.closest(".field")?.querySelector(".problem")?.remove();
    target.removeAttribute("aria-invalid");
  });

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

  // Whoever asked with Enter is still in the box: the arrows go on from there.
  document.addEventListener("submit", ({ target }) => {
    if (target.matches?.("[role=search]") && document.activeElement?.type === "search") store.set("asked", "1");
  });
  addEventListener("load", () => {
    if (store.get("asked") !== null) document.querySelector("input[type=search]")?.focus({ preventScroll: true });
    store.drop("asked");
  });

  // Up and down go from one result to the next, and back to the box. Focus is real: Enter opens.
  document.addEventListener("keydown", (event) => {
    const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!way || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || store.get(OFF) !== null) return;
    const list = document.querySelector("[data-steps]");
    const box = document.querySelector("input[type=search]");
    const stops = [box, ...(list ? list.querySelectorAll("h3 a") : [])].filter(Boolean);
    const next = stops[stops.indexOf(document.activeElement) + way];
    if (!list || !stops.includes(document.activeElement) || !next) return;
    event.preventDefault();
    next.focus();
  });
})();
