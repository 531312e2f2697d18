// The panel of gifts, which small screens open and close.

import { $ } from "../lib/dom.js";
import { openAmounts } from "./wallet.js";

const isGiftsOpen = () => $(".page").classList.contains("gifts-open");

export function openGifts(isOpen) {
  $(".page").classList.toggle("gifts-open", isOpen);
  $("#open-gifts").setAttribute("aria-expanded", String(isOpen));
  if (isOpen) $("#tray button")?.focus();
}

export function listenForGiving() {
  $("#top-up").addEventListener("click", openAmounts);
  $("#open-gifts").addEventListener("click", () => openGifts(!isGiftsOpen()));
  document.addEventListener("pointerdown", (event) => {
    if (isGiftsOpen() && !event.target.closest("#giving, #open-gifts")) openGifts(false);
  });
}
