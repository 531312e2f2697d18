// How captions look to this viewer: how large, and what is behind them; kept for the next visit.

import { $ } from "../lib/dom.js";
import { remember, remembered } from "../lib/settings.js";

const USUAL = { size: "medium", contrast: "shaded" };

export function offerCaptionLook() {
  for (const [name, usual] of Object.entries(USUAL)) {
    const field = $(`#caption-${name}`);
    const show = () => ($("#captions").dataset[name] = field.value);
    field.value = remembered(`caption-${name}`, usual);
    if (!field.value) field.value = usual; // of a page that knew others
    field.addEventListener("change", () => {
      remember(`caption-${name}`, field.value);
      show();
    });
    show();
  }
  const look = $("#caption-look");
  document.addEventListener("pointerdown", (event) => {
    if (!look.contains(event.target)) look.open = false;
  });
}

export function closeCaptionLook() {
  $("#caption-look").open = false;
}
