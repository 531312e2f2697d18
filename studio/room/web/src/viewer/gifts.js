// Gifts: the tray to give from, the lanes of banners with their combos, and one full-screen effect at a time.

import { h, replace } from "../lib/dom.js";
import { language, number, t } from "../lib/words.js";

const LANES = 3;
const MAX_WAITING = 60;
const MAX_EFFECTS = 8;
const EFFECT_MS = 2_600;
const TIERS = ["free", "small", "middle", "large", "legendary"];
const COMBO_MS = 3_000;

export const rank = (tier) => TIERS.indexOf(tier);

export class Catalogue {
  #gifts = new Map();

  fill(gifts) {
    this.#gifts = new Map(gifts.map((gift) => [gift.id, gift]));
  }

  get all() {
    return [...this.#gifts.values()];
  }

  symbol(kind) {
    return this.#gifts.get(kind)?.icon ?? "🎁";
  }

  name(kind, otherwise = kind) {
    const gift = this.#gifts.get(kind);
    return gift ? gift[language()] : otherwise;
  }
}

// give: (gift id, count) => Promise. One press, one gift; presses within the combo window add up.
export class Tray {
  #element;
  #catalogue;
  #give;
  #running = new Map();

  constructor(element, catalogue, give) {
    this.#element = element;
    this.#catalogue = catalogue;
    this.#give = give;
  }

  draw() {
    replace(
      this.#element,
      this.#catalogue.all.map((gift) => {
        const name = this.#catalogue.name(gift.id);
        const count = h("span", { class: "count", "aria-hidden": "true" });
        const button = h(
          "button",
          {
            class: "gift",
            "aria-label": t("giveOne", { gift: name, coins: gift.coins }),
            onclick: () => this.#press(gift, count),
          },
          h("span", { class: "symbol" }, gift.icon),
          h("span", { class: "label" }, name),
          h("span", { class: "price" }, t("coins", { n: number(gift.coins) })),
          count,
        );
        return h("div", { role: "listitem" }, button);
      }),
    );
  }

  async #press(gift, count) {
    const before = this.#running.get(gift.id);
    clearTimeout(before?.timer);
    const times = (before?.times ?? 0) + 1;
    const timer = setTimeout(() => {
      this.#running.delete(gift.id);
      count.textContent = "";
    }, COMBO_MS);
    this.#running.set(gift.id, { times, timer });
    if (!(await this.#give(gift.id, 1))) return;
    count.textContent = `×${times}`;
  }
}

export class Banners {
  #element;
  #catalogue;
  #lanes = new Map();
  #waiting = [];

  constructor(element, catalogue) {
    this.#element = element;
    this.#catalogue = catalogue;
  }

  show(message) {
    const lane = this.#lanes.get(message.combo);
    if (lane) return this.#bump(lane, message);
    const waiting = this.#waiting.find((each) => each.combo === message.combo);
    if (waiting) return void Object.assign(waiting, message);
    if (this.#lanes.size < LANES) return this.#begin(message);
    this.#waiting.push(message);
    this.#waiting.sort((a, b) => b.coins - a.coins);
    this.#waiting.length = Math.min(this.#waiting.length, MAX_WAITING);
  }

  #begin(message) {
    const times = h("span", { class: "times" });
    const banner = h(
      "div",
      { class: `banner ${message.tier}` },
      h("span", { class: "face" }, [...message.by.name][0]),
      h("span", {}, h("b", {}, message.by.name), h("small", {}, this.#catalogue.name(message.kind, message.name))),
      h("span", { class: "icon-of-gift" }, this.#catalogue.symbol(message.kind)),
      times,
    );
    this.#element.append(banner);
    const lane = { banner, times, timer: null };
    this.#lanes.set(message.combo, lane);
    this.#bump(lane, message);
  }

  #bump(lane, message) {
    lane.times.textContent = `×${message.combo_count}`;
    lane.times.classList.remove("bump");
    void lane.times.offsetWidth; // starts the animation anew
    lane.times.classList.add("bump");
    clearTimeout(lane.timer);
    const leftMs = Math.min(6_000, Math.max(2_000, message.combo_ends_ms - message.at_ms));
    lane.timer = setTimeout(() => {
      lane.banner.remove();
      this.#lanes.delete(message.combo);
      const next = this.#waiting.shift();
      if (next) this.#begin(next);
    }, leftMs);
  }
}

export class Effects {
  #element;
  #catalogue;
  #queue = [];
  #isShowing = false;
  isOn = true;

  constructor(element, catalogue) {
    this.#element = element;
    this.#catalogue = catalogue;
  }

  show(message) {
    if (!this.isOn || document.hidden || (rank(message.tier) < rank("large") && !message.milestone)) return;
    this.#queue.push(message);
    this.#queue.sort((a, b) => rank(b.tier) - rank(a.tier) || b.coins - a.coins);
    this.#queue.length = Math.min(this.#queue.length, MAX_EFFECTS);
    if (!this.#isShowing) this.#next();
  }

  #next() {
    const message = this.#queue.shift();
    replace(this.#element);
    this.#isShowing = Boolean(message);
    if (!message) return;
    const symbol = this.#catalogue.symbol(message.kind);
    const gift = this.#catalogue.name(message.kind, message.name);
    const sparks = message.tier === "legendary" ? 24 : 10;
    replace(
      this.#element,
      h("div", { class: "big" }, symbol),
      h("div", { class: "says" }, t("gaveMany", { who: message.by.name, gift, n: message.combo_count })),
      Array.from({ length: sparks }, (_, index) => {
        const angle = (index / sparks) * 2 * Math.PI;
        const spark = h("span", { class: "spark" }, index % 2 ? "✨" : symbol);
        spark.style.setProperty("--x", `${Math.cos(angle) * 42}vmin`);
        spark.style.setProperty("--y", `${Math.sin(angle) * 32}vmin`);
        spark.style.setProperty("--turn", `${(index % 5) * 90}deg`);
        return spark;
      }),
    );
    setTimeout(() => this.#next(), EFFECT_MS);
  }
}
