// Danmaku over the picture: lanes that no text overtakes in, a bounded number, the rest only in the list.

import { h } from "../lib/dom.js";

const MAX_SHOWN = 80;
const CROSS_MS = 8_000;
const STILL_MS = 4_000;
const GAP_PX = 24;

export class DanmakuLayer {
  #layer;
  #lanes = [];
  #still = { top: [], bottom: [] };
  #shown = new Map();
  isOn = true;

  constructor(layer) {
    this.#layer = layer;
  }

  show(message, isMine) {
    if (!this.isOn || document.hidden) return;
    if (this.#shown.size >= MAX_SHOWN && !isMine) return;
    const span = h("span", { class: isMine ? "mine" : "" }, message.text);
    span.style.color = message.color;
    this.#layer.append(span);
    const height = span.offsetHeight || 32;
    const animation =
      message.place === "scroll" ? this.#scroll(span, height, isMine) : this.#hold(span, height, message.place);
    if (!animation) return span.remove();
    this.#shown.set(message.danmaku, span);
    const gone = () => {
      span.remove();
      this.#shown.delete(message.danmaku);
    };
    animation.onfinish = gone;
    animation.oncancel = gone;
  }

  hide(numbers) {
    for (const number of numbers) this.#shown.get(number)?.remove();
  }

  clear() {
    this.#shown.clear();
    this.#lanes = [];
    this.#layer.replaceChildren();
  }

  // A lane is free when its last text has come in whole and the new one can't catch up with it before it leaves.
  #scroll(span, height, isMine) {
    const width = this.#layer.clientWidth;
    const length = span.offsetWidth;
    const now = performance.now();
    const speed = (width + length) / CROSS_MS;
    const count = Math.max(1, Math.floor((this.#layer.clientHeight * 0.75) / height));
    this.#lanes.length = Math.min(this.#lanes.length, count);
    let lane = -1;
    for (let index = 0; index < count; index += 1) {
      const last = this.#lanes[index];
      if (!last || (now >= last.clearMs && now + width / speed >= last.goneMs)) {
        lane = index;
        break;
      }
    }
    if (lane < 0) {
      if (!isMine) return null;
      lane = 0;
    }
    this.#lanes[lane] = { clearMs: now + (length + GAP_PX) / speed, goneMs: now + CROSS_MS };
    const y = lane * height;
    return span.animate(
      [{ transform: `translate(${width}px, ${y}px)` }, { transform: `translate(${-length}px, ${y}px)` }],
      { duration: CROSS_MS, easing: "linear" },
    );
  }

  #hold(span, height, place) {
    const now = performance.now();
    const lanes = this.#still[place];
    let lane = lanes.findIndex((until) => until <= now);
    if (lane < 0) lane = lanes.length < 4 ? lanes.length : 0;
    lanes[lane] = now + STILL_MS;
    span.classList.add("still");
    const y = place === "top" ? lane * height : this.#layer.clientHeight - 64 - (lane + 1) * height;
    const at = `translate(-50%, ${y}px)`;
    return span.animate([{ transform: at }, { transform: at }], { duration: STILL_MS });
  }
}
