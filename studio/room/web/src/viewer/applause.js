// Hearts that rise from the button, ours and everybody's; ours are sent once a second.

import { $, h, icon } from "../lib/dom.js";
import { act } from "./world.js";

const SEND_MS = 1_000;
const MOST = 100;

export function hearts(count) {
  const from = $("#like").getBoundingClientRect();
  if (!from.width || document.hidden) return;
  for (let index = 0; index < count; index += 1) {
    const heart = h("span", { class: "heart", "aria-hidden": "true" }, icon("heart"));
    heart.style.left = `${from.left + from.width / 2 - 14}px`;
    heart.style.top = `${from.top - 24}px`;
    heart.style.setProperty("--x", `${Math.random() * 80 - 40}px`);
    heart.style.animationDelay = `${index * 90}ms`;
    document.body.append(heart);
    heart.addEventListener("animationend", () => heart.remove());
  }
}

export function listenForApplause() {
  let likes = 0;
  $("#like").addEventListener("click", () => {
    hearts(1);
    likes += 1;
    if (likes > 1) return;
    setTimeout(() => {
      act("like", { count: Math.min(likes, MOST) });
      likes = 0;
    }, SEND_MS);
  });
}
