// The controls over the picture: play, sound, full screen, what is shown; they hide when nobody moves.

import { $, icon, replace } from "../lib/dom.js";
import { remember, remembered } from "../lib/settings.js";
import { t } from "../lib/words.js";

const IDLE_MS = 3_000;

export class Stage {
  #stage = $("#stage");
  #video = $("#video");
  #idle = null;

  // shown: {danmaku, captions, effects}, each a function that is told whether it is on.
  constructor(player, shown) {
    this.#video.volume = remembered("volume", 80) / 100;
    $("#volume").value = String(Math.round(this.#video.volume * 100));
    player.addEventListener("blocked", () => this.#draw());
    for (const event of ["play", "pause", "volumechange"]) this.#video.addEventListener(event, () => this.#draw());
    $("#play").addEventListener("click", () => this.togglePlay());
    $("#mute").addEventListener("click", () => this.toggleMute());
    $("#tap-sound").addEventListener("click", () => this.toggleMute());
    $("#volume").addEventListener("input", (event) => {
      this.#video.volume = event.target.value / 100;
      this.#video.muted = this.#video.volume === 0;
      remember("volume", Number(event.target.value));
    });
    $("#fullscreen").addEventListener("click", () => this.toggleFullscreen());
    this.toggles = Object.fromEntries(
      Object.entries(shown).map(([name, tell]) => [name, this.#toggle(name, tell)]),
    );
    for (const event of ["pointermove", "pointerdown", "focusin"]) {
      this.#stage.addEventListener(event, () => this.#awake(), { passive: true });
    }
    this.#awake();
    this.#draw();
  }

  togglePlay() {
    if (this.#video.paused) this.#video.play().catch(() => {});
    else this.#video.pause();
  }

  toggleMute() {
    this.#video.muted = !this.#video.muted;
    if (!this.#video.muted && this.#video.volume === 0) this.#video.volume = 0.8;
    this.#video.play().catch(() => {});
  }

  toggleFullscreen() {
    if (document.fullscreenElement) document.exitFullscreen();
    else if (this.#stage.requestFullscreen) this.#stage.requestFullscreen().catch(() => {});
    else this.#video.webkitEnterFullscreen?.();
  }

  draw() {
    this.#draw();
    for (const toggle of Object.values(this.toggles)) toggle(null);
  }

  #toggle(name, tell) {
    const button = $(`#show-${name}`);
    let isOn = remembered(`show-${name}`, true);
    const set = (value) => {
      if (value !== null) {
        isOn = value;
        remember(`show-${name}`, isOn);
        tell(isOn);
      }
      button.setAttribute("aria-pressed", String(isOn));
      const label = t(`${name}${isOn ? "Off" : "On"}`);
      button.title = label;
      button.setAttribute("aria-label", label);
    };
    button.addEventListener("click", () => set(!isOn));
    set(isOn);
    return (value = !isOn) => set(value);
  }

  #draw() {
    const { paused, muted } = this.#video;
    replace($("#play"), icon(paused ? "play" : "pause"));
    $("#play").setAttribute("aria-label", t(paused ? "play" : "pause"));
    $("#play").title = t(paused ? "play" : "pause");
    replace($("#mute"), muted ? icon("volume-x") : icon("volume-2"));
    $("#mute").setAttribute("aria-label", t(muted ? "unmute" : "mute"));
    $("#mute").title = t(muted ? "unmute" : "mute");
    $("#tap-sound").hidden = !muted || $("#offline").hidden === false;
  }

  #awake() {
    this.#stage.classList.remove("idle");
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => !this.#video.paused && this.#stage.classList.add("idle"), IDLE_MS);
  }
}
