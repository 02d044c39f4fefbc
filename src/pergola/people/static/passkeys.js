// Passkeys: hands what the server drew to the browser's own passkey window, and what comes back to the form.
// Loaded only where a passkey is made or used. Without it the page says in words which other way there is.
(() => {
  "use strict";
  const form = document.querySelector("form[data-passkey]");
  if (!form) return;
  const drawn = JSON.parse(document.getElementById("passkey-options").textContent).publicKey;
  form.querySelector("[data-passkey-needs]").hidden = true;
  const line = form.querySelector("[data-passkey-says]");
  const button = form.querySelector("button[type=submit]");

  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
  const text = (buffer) => {
    if (!buffer) return null;
    const signs = Array.from(new Uint8Array(buffer), (one) => String.fromCharCode(one)).join("");
    return btoa(signs).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  };
  const named = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

  const make = () => navigator.credentials.create({ publicKey: {
    ...drawn,
    challenge: bytes(drawn.challenge),
    user: { ...drawn.user, id: bytes(drawn.user.id) },
    excludeCredentials: named(drawn.excludeCredentials),
  } });
  const use = () => navigator.credentials.get({ publicKey: {
    ...drawn, challenge: bytes(drawn.challenge), allowCredentials: named(drawn.allowCredentials),
  } });
  const written = ({ id, rawId, type, authenticatorAttachment, response, ...one }) => JSON.stringify({
    id,
    rawId: text(rawId),
    type,
    authenticatorAttachment: authenticatorAttachment ?? null,
    clientExtensionResults: one.results,
    response: response.attestationObject
      ? { clientDataJSON: text(response.clientDataJSON), attestationObject: text(response.attestationObject), transports: response.getTransports?.() ?? [] }
      : { clientDataJSON: text(response.clientDataJSON), authenticatorData: text(response.authenticatorData), signature: text(response.signature), userHandle: text(response.userHandle) },
  });

  const say = (what) => { line.textContent = form.dataset[what]; line.hidden = false; };
  const begin = async () => {
    if (!window.PublicKeyCredential) { say("unknown"); return; }
    line.hidden = true;
    button.setAttribute("aria-disabled", "true");
    try {
      const found = await (form.dataset.passkey === "make" ? make() : use());
      const { id, rawId, type, authenticatorAttachment, response } = found;
      form.elements.credential.value = written({ id, rawId, type, authenticatorAttachment, response, results: found.getClientExtensionResults() });
      form.submit();
    } catch (problem) {
      say(problem.name === "InvalidStateError" ? "there" : "stopped");
      button.removeAttribute("aria-disabled");
    }
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (button.getAttribute("aria-disabled") !== "true") begin();
  });
  addEventListener("pageshow", () => button.removeAttribute("aria-disabled"));
  if (location.hash === "#now") begin();  // one came by “Use a passkey”: the second click is spared
})();
