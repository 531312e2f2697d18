// What is spoken on the programme, as one line over the picture.

import { $ } from "../lib/dom.js";

const CAPTION_MS = 6_000;

let timer = null;
let isOn = true;

export function showCaption(message) {
  const element = $("#caption");
  element.hidden = !isOn || !message.text;
  element.textContent = message.text;
  element.lang = message.language;
  clearTimeout(timer);
  timer = setTimeout(() => (element.hidden = true), CAPTION_MS);
}

export function letCaptions(on) {
  isOn = on;
  if (!on) $("#caption").hidden = true;
}
