// Builds what the browser needs into src/pergola/kernel/static: `npm ci && npm run build` in this folder.
// The results are committed; nobody who runs Pergola needs Node.
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { PurgeCSS } from "purgecss";
import * as sass from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, "node_modules");
const static_ = join(here, "../src/pergola/kernel/static");
const vendor = join(static_, "vendor");
const browserTests = join(here, "../tests/browser/vendor");
const text = (...path) => readFileSync(join(...path), "utf8");
const keep = JSON.parse(text(here, "tabler.keep.json"));

// The same files in the same order as tests/kernel/test_built_styles.py, so that a stale build is a red test.
const sources = ["build.mjs", "package-lock.json", "pergola.scss", "tabler.keep.json", "tabler.scss"]
  .concat(readdirSync(join(here, "css")).map((name) => `css/${name}`)).sort();

async function tabler() {
  const compiled = sass.compile(join(here, "tabler.scss"), {
    loadPaths: [join(modules, "@tabler/core/scss")], style: "compressed", quietDeps: true, logger: sass.Logger.silent,
  }).css
    .replace(/(?<![\w-])--(?=[a-z])/g, "--tblr-")        // Tabler's own build adds its prefix at this point too
    .replace(/@font-face\{[^}]*\}/g, "")
    .replace(/[\w-]+:[^;{}]*url\("?data:(?:"[^"]*"|[^;{}"]|(?<=data:[^"]*);)*"?\)[^;{}]*;?/g, "");  // no data: under our policy
  const [{ css }] = await new PurgeCSS().purge({
    content: [{ raw: keep.words.join(" "), extension: "txt" }],
    extractors: [{ extensions: ["txt"], extractor: (words) => words.split(" ") }],
    css: [{ raw: compiled }],
    safelist: { standard: [":root", "*"], variables: keep.variables },
    variables: true, keyframes: true,
  });
  return css;
}

function ours() {
  return sass.compile(join(here, "pergola.scss"), { style: "compressed" }).css.replace(/^﻿/, "");
}

function copyVendor() {
  mkdirSync(vendor, { recursive: true });
  mkdirSync(browserTests, { recursive: true });
  const htmx = text(modules, "htmx.org/dist/htmx.min.js").replace(/\n?\/\/# sourceMappingURL=.*\s*$/, "\n");
  writeFileSync(join(vendor, "htmx.min.js"), htmx);
  for (const [name, file] of [["literata", "literata"], ["source-sans-3", "source-sans-3"]]) {
    for (const range of ["latin", "latin-ext", "vietnamese"]) {
      for (const slant of ["normal", "italic"]) {
        const font = `${file}-${range}-wght-${slant}.woff2`;
        cpSync(join(modules, "@fontsource-variable", name, "files", font), join(vendor, font));
      }
    }
    cpSync(join(modules, "@fontsource-variable", name, "LICENSE"), join(vendor, `${name}.LICENSE`));
  }
  cpSync(join(modules, "htmx.org/LICENSE"), join(vendor, "htmx.LICENSE"));
  writeFileSync(join(vendor, "tabler.LICENSE"), text(here, "tabler.LICENSE"));
  cpSync(join(modules, "axe-core/axe.min.js"), join(browserTests, "axe.min.js"));
  cpSync(join(modules, "axe-core/LICENSE"), join(browserTests, "axe.LICENSE"));
}

function versions() {
  const row = (name, what) => {
    const { version, license } = JSON.parse(text(modules, name, "package.json"));
    return `| ${name} | ${version} | ${license} | ${what} |`;
  };
  return ["# What comes from others", "", "Built by `assets/build.mjs`; versions are locked in `assets/package-lock.json`.", "",
    "| npm package | version | licence | what of it |", "|---|---|---|---|",
    row("htmx.org", "`htmx.min.js`, its source map comment taken off"),
    row("@tabler/core", "reset, tables, forms, buttons, a little grid: at the head of `../pergola.css`"),
    row("@fontsource-variable/literata", "variable weight, Latin, extended Latin and Vietnamese"),
    row("@fontsource-variable/source-sans-3", "variable weight, Latin, extended Latin and Vietnamese"),
    row("axe-core", "for the browser tests only: `tests/browser/vendor/axe.min.js`"), ""].join("\n");
}

const digest = createHash("sha256");
for (const name of sources) digest.update(`${name}\n`).update(readFileSync(join(here, name)));
copyVendor();
const credit = `/*! sources ${digest.digest("hex").slice(0, 16)}; built by assets/build.mjs from assets/css.`
  + " Contains parts of Tabler (MIT), copyright 2018-2026 The Tabler Authors, and of Bootstrap (MIT),"
  + " copyright 2011-2026 The Bootstrap Authors */\n";
writeFileSync(join(static_, "pergola.css"), `${credit}${await tabler()}\n${ours()}\n`);
writeFileSync(join(vendor, "VERSIONS.md"), versions());
