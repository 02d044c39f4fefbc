// Put into every page before anything of it: whatever runs that is not ours is heard, and so is what the policy refused.
(() => {
  const heard = (window.pergolaHeard = []);
  const hear = (name) => function () { heard.push(name); return ""; };
  for (const name of ["xss", "alert", "confirm", "prompt", "print"]) Object.defineProperty(window, name, {value: hear(name), configurable: false});
  addEventListener("securitypolicyviolation", (event) => heard.push(`refused ${event.violatedDirective} ${event.blockedURI}`), true);
})();
