// What stands on the page: whose room it is, whether it is live, how many watch, whether we are connected.

import { $, h, icon, replace } from "../lib/dom.js";
import { number, t } from "../lib/words.js";
import { standingHint } from "./hint.js";
import { world } from "./world.js";

export function showHeading() {
  const { state } = world;
  if (!state) return;
  const name = state.anchor.name;
  $("#anchor-avatar").textContent = [...name][0] ?? "";
  $("#anchor-name").textContent = name;
  const show = state.show && !state.show.ended_ms ? state.show : null;
  const isLive = Boolean(show) || world.isPlaying;
  $("#title").textContent = show ? show.title : state.title;
  document.title = `${isLive ? "● " : ""}${$("#title").textContent} · ${name}`;
  const chip = $("#live-chip");
  chip.textContent = t(isLive ? "live" : "offline");
  chip.classList.toggle("live", isLive);
  showViewers();
  showOffline();
  showSlowMode();
}

export function showOffline() {
  const show = world.state?.show;
  const word = show && !show.ended_ms ? "soon" : "offlineLong";
  $("#offline-text").dataset.word = word;
  $("#offline-text").textContent = t(word);
}

export function showViewers() {
  const [before, after] = t("viewers", { n: "\0" }).split("\0");
  const word = (text) => h("span", { class: "word" }, text);
  replace($("#viewers-count"), word(before), number(world.state.viewers), word(after));
}

export function showSlowMode() {
  const isSlow = world.state?.slow_mode_s && world.me?.role === "viewer";
  standingHint(isSlow ? t("slowMode", { n: world.state.slow_mode_s }) : "");
}

export function showConnection({ state: now, detail }) {
  const element = $("#state");
  const words = { reconnecting: () => t("reconnecting", { n: detail }), stopped: () => t("stopped", { why: detail }) };
  element.hidden = !(now in words);
  element.classList.toggle("bad", !element.hidden);
  if (!element.hidden) replace(element, icon("wifi-off"), h("span", {}, words[now]()));
}
