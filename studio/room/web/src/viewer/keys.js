// All that a keyboard does.

import { $ } from "../lib/dom.js";
import { closeCaptionLook } from "./caption_look.js";
import { openGifts } from "./giving.js";
import { closeAmounts } from "./wallet.js";

export function listenForKeys(stage) {
  const keys = {
    " ": () => stage.togglePlay(),
    m: () => stage.toggleMute(),
    f: () => stage.toggleFullscreen(),
    d: () => stage.toggles.danmaku(),
    c: () => stage.toggles.captions(),
    e: () => stage.toggles.effects(),
    g: () => $("#tray button")?.focus(),
    "/": () => ($("#say-form").hidden ? $("#name") : $("#say")).focus(),
  };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      closeAmounts();
      openGifts(false);
      closeCaptionLook();
    }
    const isTyping = event.target.closest("input, select, textarea");
    const isButton = event.key === " " && event.target.closest("button, summary");
    if (isTyping || isButton || event.ctrlKey || event.metaKey || event.altKey) return;
    const act = keys[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    act();
  });
}
