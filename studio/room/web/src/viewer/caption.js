// What is spoken on the programme, as one line over the picture, and its translation below.
// A translation comes after its words, when the next ones may be on their way already: the two
// lines come and go by themselves.

import { $ } from "../lib/dom.js";

const CAPTION_MS = 6_000;

const timers = new Map();
let isOn = true;
let shownFrom = 0; // when the words in the upper line began

export function showCaption(message) {
  const isLate = message.translation && message.start_ms < shownFrom;
  if (!isLate) {
    shownFrom = message.start_ms;
    show("#caption", message.text, message.language);
  }
  if (message.translation) {
    show("#caption-translation", message.translation, message.translation_language);
  }
}

export function letCaptions(on) {
  isOn = on;
  if (!on) for (const line of timers.keys()) $(line).hidden = true;
}

function show(line, text, language) {
  const element = $(line);
  element.hidden = !isOn || !text;
  element.textContent = text;
  element.lang = language;
  clearTimeout(timers.get(line));
  timers.set(line, setTimeout(() => (element.hidden = true), CAPTION_MS));
}
