// What a reader would do, all at once: everything that listens is touched, everything that leads to a script is followed.
() => {
  const armed = [], EVENT = /^on/i;
  const SCHEME = /^[\s\x00-\x20]*(javascript|vbscript|data|blob|file):/i;
  for (const one of document.querySelectorAll("*")) {
    const tag = one.tagName.toLowerCase();
    for (const {name, value} of [...one.attributes]) {
      if (EVENT.test(name)) {
        armed.push(`<${tag} ${name}>`);
        one.dispatchEvent(new Event(name.slice(2).toLowerCase(), {bubbles: false}));
      }
      if (/^(data-)?hx-on/i.test(name) || (/^(data-)?hx-vals$/i.test(name) && /^js:/.test(value))) armed.push(`<${tag} ${name}>`);
      if (/^(href|src|action|formaction|data|xlink:href|srcdoc|hx-get|hx-post)$/i.test(name)) {
        if (SCHEME.test(value) || name === "srcdoc") armed.push(`<${tag} ${name}="${value}">`);
        if (name !== "href" && /^([a-z]+:)?[\\/]{2}/i.test(value)) armed.push(`<${tag} ${name}="${value}">`);
        if (/^\s*javascript:/i.test(value) && one.click) one.click();
      }
    }
    if (["iframe", "object", "embed", "base", "frame", "math", "template", "plaintext", "style", "dialog"].includes(tag) || (tag === "script" && !/^\/static\//.test(one.getAttribute("src") || ""))) armed.push(`<${tag}>`);
  }
  return {heard: window.pergolaHeard, armed};
}
