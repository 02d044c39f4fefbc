// Every element that is drawn: where it stands in its parent, how large it is, and all of its look that can be said in words.
() => {
  const SIDES = ["top", "right", "bottom", "left"];
  const round = (number) => Math.round(number * 10) / 10;
  const words = (style) => [
    `ink ${style.color}`, `on ${style.backgroundColor}`,
    `edges ${SIDES.map((side) => style[`border-${side}-style`] === "none" ? "none" : `${style[`border-${side}-width`]} ${style[`border-${side}-style`]} ${style[`border-${side}-color`]}`).join(", ")}`,
    `ring ${style.outlineStyle === "none" ? "none" : `${style.outlineWidth} ${style.outlineStyle} ${style.outlineColor} ${style.outlineOffset}`}`,
    `corners ${style.borderRadius}`, `shadow ${style.boxShadow}`,
    `letters ${style.fontStyle} ${style.fontWeight} ${style.fontSize}/${style.lineHeight} ${style.fontFamily.split(",")[0]}`,
    `line ${style.textDecorationLine} ${style.textDecorationThickness}`, `drawn ${style.fill} ${style.stroke} ${style.strokeWidth} ${style.strokeDasharray} ${style.opacity}`,
  ].join("; ");
  window.pergolaStyle = (one) => words(getComputedStyle(one));
  const lines = [];
  const walk = (parent, name, from) => {
    const count = {};
    for (const one of parent.children) {
      const kind = one.tagName.toLowerCase() + [...one.classList].map((word) => `.${word}`).join("");
      count[kind] = (count[kind] ?? 0) + 1;
      const path = `${name} ${kind}${count[kind] > 1 ? `(${count[kind]})` : ""}`;
      const style = getComputedStyle(one), box = one.getBoundingClientRect();
      if (style.display === "none" || one.tagName === "OPTION") continue;
      lines.push([path, `box ${round(box.x - from.x)} ${round(box.y - from.y)} ${round(box.width)} ${round(box.height)}`, words(style)].join("\t"));
      for (const part of ["::before", "::after", "::marker"]) {
        const drawn = getComputedStyle(one, part);
        if (!["none", "normal"].includes(drawn.content)) lines.push(`${path} ${part}\t${drawn.content}\t${words(drawn)}`);
      }
      if (one.tagName !== "svg") walk(one, one.id && one.id !== "main" ? `#${one.id}` : path, box);
      else for (const drawn of one.querySelectorAll("*")) lines.push(`${path} ${drawn.tagName}${lines.length}\t${words(getComputedStyle(drawn))}`);
    }
  };
  walk(document.body, "", {x: -scrollX, y: -scrollY});
  return lines;
}
