// The driver diagram, grown with keys, a mouse or a finger. Every act is the form that stands beneath the picture without this.
(() => {
  "use strict";
  const said = document.getElementById("said");
  let region = document.getElementById("growing");
  if (!region || !said) return;
  let nodes = [];
  let carried = "";  // the part that is on its way to another place
  let busy = false;
  const tell = (words) => { said.textContent = words; };
  const of = (part) => nodes.find((one) => one.dataset.part === part);
  const beneath = (part) => nodes.filter((one) => one.dataset.up === part);
  const column = (node) => node.querySelector("rect")?.getAttribute("x");
  const address = (name, part) => region.dataset[name].replace("/0/", `/${part}/`);
  const once = () => (crypto.randomUUID ? { once: crypto.randomUUID() } : {});

  // One node can be reached with the Tab key; the arrows go on from there.
  const focusOn = (node) => {
    if (!node) return;
    nodes.forEach((one) => one.setAttribute("tabindex", one === node ? "0" : "-1"));
    node.focus({ preventScroll: true });
    node.scrollIntoView({ block: "nearest", inline: "nearest" });
  };
  const begin = () => {
    const svg = region.querySelector(".drawn svg");
    nodes = svg ? [...svg.querySelectorAll("a[data-part]")] : [];
    if (!nodes.length) return;
    svg.setAttribute("role", "tree");
    svg.setAttribute("aria-label", region.dataset.tree);
    svg.closest(".scroll").removeAttribute("tabindex");  // the tree itself is the stop
    for (const one of nodes) {
      const beside = beneath(one.dataset.up);
      const told = {
        role: "treeitem", "aria-level": one.dataset.level, tabindex: "-1",
        "aria-setsize": beside.length || 1, "aria-posinset": beside.indexOf(one) + 1 || 1,
        "aria-selected": String(!!one.querySelector(".g-node-on")),
      };
      for (const [name, value] of Object.entries(told)) one.setAttribute(name, value);
    }
    (nodes.find((one) => one.getAttribute("aria-selected") === "true") || nodes[0]).setAttribute("tabindex", "0");
  };

  // What came back stands in the place of what was there; where one was looking stays in sight.
  const take = (page, fresh) => {
    const before = region.querySelector(".drawn .scroll");
    const at = before && [before.scrollLeft, before.scrollTop];
    region.replaceWith(fresh);
    region = fresh;
    carried = "";
    const head = page.querySelector("main h1");
    if (head) document.querySelector("main h1").textContent = head.textContent;
    const after = region.querySelector(".drawn .scroll");
    if (at && after) [after.scrollLeft, after.scrollTop] = at;
    begin();
  };
  const words = (page, how) => [...page.querySelectorAll(how)].map((one) => one.textContent.trim()).join(" ");
  const ask = async (where, body) => {
    if (busy) return null;
    busy = true;
    try {
      const answer = await fetch(where, { method: body ? "POST" : "GET", body, credentials: "same-origin" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById("growing");
      if (!fresh || (!answer.ok && answer.status !== 422)) throw new Error("not the picture");
      const part = new URL(answer.url).searchParams.get("part") || "";
      return { page, fresh: document.adoptNode(fresh), part, refused: answer.status === 422 };
    } catch {
      tell(region.dataset.lost);
      return null;
    } finally {
      busy = false;
    }
  };
  const act = async (where, fields) => {
    const body = new URLSearchParams({ csrfmiddlewaretoken: region.dataset.token, since: region.dataset.since, ...once(), ...fields });
    const came = await ask(where, body);
    if (!came) return { lost: true };
    const why = words(came.fresh, ".problem, .problems li");  // it was taken out of its page already
    take(came.page, came.fresh);
    tell(came.refused ? why : words(came.page, "main > .note[role]:not(#trouble)"));
    if (!came.refused) focusOn(of(came.part) || nodes[0]);
    return { refused: came.refused, why };
  };
  const choose = async (node, toPanel) => {
    const part = node.dataset.part;
    const came = await ask(node.getAttribute("href").split("#")[0]);
    if (!came) return;
    take(came.page, came.fresh);
    focusOn(of(part) || nodes[0]);
    const panel = document.getElementById("chosen");
    if (toPanel) panel?.focus(); else panel?.scrollIntoView({ block: "nearest" });
  };

  // A box at the part. What is written in it stays until it is kept, or left on purpose.
  const write = (part, label, value, send, problem) => {
    const node = of(part);
    region.querySelector(".drawn-in")?.remove();
    if (!node) return;
    const frame = region.querySelector(".drawn");
    const at = node.querySelector("rect").getBoundingClientRect();
    const to = frame.getBoundingClientRect();
    const form = document.createElement("form");
    const box = Object.assign(document.createElement("input"), { className: "form-control", maxLength: 300, value });
    const hint = Object.assign(document.createElement("p"), { id: "drawn-hint", textContent: problem || label });
    form.className = "drawn-in";
    form.noValidate = true;
    box.setAttribute("aria-label", label);
    box.setAttribute("aria-describedby", "drawn-hint");
    if (problem) { box.setAttribute("aria-invalid", "true"); hint.className = "problem"; hint.setAttribute("role", "alert"); }
    form.append(box, hint);
    form.style.left = `${Math.max(0, Math.min(at.left - to.left, to.width - 290))}px`;
    form.style.top = `${at.bottom - to.top + 4}px`;
    const leave = () => { form.remove(); frame.style.minHeight = ""; tell(region.dataset.left); focusOn(of(part)); };
    form.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Escape") { event.preventDefault(); leave(); }
    });
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const text = box.value.trim();
      if (!text) { leave(); return; }
      const { refused, why } = await send(text);
      if (refused) write(part, label, text, send, why);  // the node is a new one: its revision is today’s
    });
    frame.append(form);
    frame.style.minHeight = `${form.offsetTop + form.offsetHeight}px`;  // it covers nothing that stands beneath the picture
    box.focus();
    box.select();
  };
  const rename = (node) => {
    const { part, words: text } = node.dataset;
    if (part === "aim") { choose(node, true); return; }
    write(part, region.dataset.rename, text, (now) => act(address("part", part), { words: now, revision: of(part).dataset.revision }));
  };
  const grow = (node, what, place) => {
    const part = node.dataset.part;
    const fields = { part: part === "aim" ? "" : part, what, place };
    write(part, region.dataset.new, "", (text) => act(region.dataset.grow, { ...fields, words: text }));
  };
  const keys = {
    ArrowRight: (node) => focusOn(beneath(node.dataset.part)[0]),
    ArrowLeft: (node) => focusOn(of(node.dataset.up)),
    Home: () => focusOn(nodes[0]),
    End: () => focusOn(nodes.at(-1)),
    F2: rename,
    Enter: (node) => (carried ? drop(node) : rename(node)),
    " ": (node) => choose(node, true),
    s: (node) => { if (node.dataset.part === "aim") grow(node, "driver", "beneath"); else grow(node, node.dataset.what, "beside"); },
    c: (node) => { if (node.dataset.what === "idea") grow(node, "idea", "beside"); else grow(node, node.dataset.level === "3" ? "idea" : "driver", "beneath"); },
    i: (node) => grow(node, "idea", node.dataset.what === "idea" ? "beside" : "beneath"),
    m: (node) => { if (node.dataset.part !== "aim") { carried = node.dataset.part; region.querySelector("svg").classList.add("carrying"); tell(region.dataset.carry); } },
    Escape: () => { if (carried) { carried = ""; region.querySelector("svg").classList.remove("carrying"); tell(region.dataset.left); } },
    Delete: (node) => { if (node.dataset.part !== "aim") act(address("out", node.dataset.part), {}); },
    z: () => {
      const form = region.querySelector("#taken-out form");
      if (form) act(form.getAttribute("action"), {}); else tell(region.dataset.nothing);
    },
  };
  keys.Backspace = keys.Delete;
  const drop = async (node) => {
    const part = carried;
    const to = node.dataset.part === "aim" ? "0" : node.dataset.part;
    const { refused, why } = await act(address("move", part), { way: "beneath", beneath: to });
    if (refused) { tell(why); focusOn(of(part)); }
  };
  const step = (node, way) => {
    const same = nodes.filter((one) => column(one) === column(node));
    const beside = beneath(node.dataset.up);
    focusOn(same[same.indexOf(node) + way] || beside[beside.indexOf(node) + way]);  // an idea beside a driver stands in another column
  };

  document.addEventListener("keydown", (event) => {
    const node = event.target.closest?.("#growing a[data-part]");
    if (!node || event.ctrlKey || event.metaKey) return;
    const way = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (way && event.altKey) {
      event.preventDefault();
      if (node.dataset.part !== "aim") act(address("move", node.dataset.part), { way: way < 0 ? "up" : "down" });
      return;
    }
    const deed = way ? () => step(node, way) : keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!deed || event.altKey) return;
    event.preventDefault();
    deed(node);
  });
  document.addEventListener("click", (event) => {
    const node = event.target.closest?.("#growing a[data-part]");
    if (!node || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (carried) drop(node); else choose(node, false);
  });
  document.addEventListener("submit", async (event) => {
    const form = event.target.closest?.("#growing form[data-act]");
    if (!form) return;
    event.preventDefault();
    const fields = new URLSearchParams(new FormData(form, event.submitter));
    const { refused } = await act(form.getAttribute("action"), Object.fromEntries(fields));
    if (refused) document.querySelector("#chosen [aria-invalid=true]")?.focus();
  });
  begin();
})();
