// The line under the field to talk in: what went wrong just now, else what stands there always.

import { $ } from "../lib/dom.js";

const HINT_MS = 5_000;

let timer = null;
let standing = "";

export function hint(text, isBad = true) {
  show(text, isBad);
  clearTimeout(timer);
  timer = setTimeout(() => show(standing, false), HINT_MS);
}

export function standingHint(text) {
  standing = text;
  show(text, false);
}

function show(text, isBad) {
  $("#say-hint").textContent = text;
  $("#say-hint").classList.toggle("bad", isBad);
}
