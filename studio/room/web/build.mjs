// Builds dist/: one page each for viewers, moderators, the operator and linked phones, from src/ and the theme's tokens.
// dist/build.json holds a digest of what it was made from; a test compares it with the sources.
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { parse } from "smol-toml";

const PAGES = ["viewer", "moderator", "operator", "phone", "trust"];
const here = dirname(fileURLToPath(import.meta.url));
const source = join(here, "src");
const target = join(here, "dist");
const tokensFile = join(here, "../../../assets/theme/tokens.toml");

function files(folder) {
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const path = join(folder, name);
      return statSync(path).isDirectory() ? files(path) : [path];
    });
}

function digest() {
  const hash = createHash("sha256");
  const inputs = [...files(source), tokensFile, join(here, "build.mjs"), join(here, "package-lock.json")];
  for (const path of inputs) {
    hash.update(relative(here, path).split("\\").join("/"));
    hash.update("\0");
    hash.update(readFileSync(path));
  }
  return hash.digest("hex");
}

function variables(table, prefix) {
  return Object.entries(table).map(([name, value]) => `  --${prefix}${name}: ${value};`).join("\n");
}

function themeCss() {
  const tokens = parse(readFileSync(tokensFile, "utf8"));
  return `/* Made from assets/theme/tokens.toml. */
:root {
${variables(tokens.size, "size-")}
${variables(tokens.motion, "motion-")}
}
:root, :root[data-theme="dark"] {
  color-scheme: dark;
${variables(tokens.dark, "")}
}
@media (prefers-color-scheme: light) {
  :root:not([data-theme]) {
    color-scheme: light;
${variables(tokens.light, "")}
  }
}
:root[data-theme="light"] {
  color-scheme: light;
${variables(tokens.light, "")}
}
@media (prefers-contrast: more) {
  :root:not([data-theme]) {
    color-scheme: dark;
${variables(tokens.contrast, "")}
  }
}
:root[data-theme="contrast"] {
  color-scheme: dark;
${variables(tokens.contrast, "")}
}
@media (prefers-reduced-motion: reduce) {
  :root {
    --motion-quick: 0ms;
    --motion-calm: 0ms;
  }
}
`;
}

// Lucide's line icons, inlined as symbols, so that a page is one request and the policy stays strict.
// Every word of a page's scripts that names an icon counts as one; a word too many costs 200 bytes.
function icons(name, page) {
  const scripts = [...files(join(source, name)), ...files(join(source, "lib"))].filter((path) => path.endsWith(".js"));
  const words = scripts.flatMap((path) => [...readFileSync(path, "utf8").matchAll(/"([a-z][a-z0-9-]+|x)"/g)]);
  const names = new Set([...page.matchAll(/href="#icon-([a-z0-9-]+)"/g), ...words].map((match) => match[1]));
  return [...names]
    .sort()
    .map((icon) => [icon, join(here, "node_modules/lucide-static/icons", `${icon}.svg`)])
    .filter(([, path]) => existsSync(path))
    .map(([icon, path]) => {
      const svg = readFileSync(path, "utf8");
      const body = svg.replace(/<!--.*?-->/gs, "").replace(/<svg[^>]*>/s, "").replace("</svg>", "").trim();
      return `<symbol id="icon-${icon}" viewBox="0 0 24 24">${body.replace(/\s+/g, " ")}</symbol>`;
    })
    .join("");
}

rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
await build({
  entryPoints: PAGES.map((page) => join(source, page, "main.js")),
  entryNames: "[dir]",
  chunkNames: "part-[name]-[hash]",
  outbase: source,
  outdir: target,
  bundle: true,
  splitting: true,
  format: "esm",
  target: "es2022",
  minify: true,
  legalComments: "linked",
  logLevel: "warning",
});
for (const page of PAGES) {
  const html = readFileSync(join(source, page, "page.html"), "utf8");
  const sprite = `<svg class="sprite" aria-hidden="true" focusable="false">${icons(page, html)}</svg>`;
  writeFileSync(join(target, `${page}.html`), html.replace("<!-- icons -->", sprite));
  cpSync(join(source, page, "page.css"), join(target, `${page}.css`));
}
writeFileSync(join(target, "page.css"), `${themeCss()}\n${readFileSync(join(source, "lib/page.css"), "utf8")}`);
cpSync(join(source, "lib/mark.svg"), join(target, "mark.svg"));
writeFileSync(join(target, "build.json"), `${JSON.stringify({ sources: digest() })}\n`);
