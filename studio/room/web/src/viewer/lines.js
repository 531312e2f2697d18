// The list of what is said: bounded, at its end while one reads the end, taken in once a frame however much comes.

import { $, h } from "../lib/dom.js";
import { origin } from "../lib/origin.js";
import { t } from "../lib/words.js";

const MAX_LINES = 250;
const NEAR_PX = 48;
const COMBO_LINES = 8;
const ROLES = { anchor: "roleAnchor", cohost: "roleCohost", moderator: "roleModerator" };

export function badges(person) {
  const role = ROLES[person.role];
  return [
    role && h("span", { class: `badge ${person.role}` }, t(role)),
    person.badge && h("span", { class: "badge club" }, `${person.badge.club} ${person.badge.level}`),
    person.level > 0 && h("span", { class: "badge", title: t("levelIs", { n: person.level }) }, `Lv${person.level}`),
  ].filter(Boolean);
}

export class Lines {
  #list;
  #newer;
  #waiting = [];
  #isScheduled = false;
  #byNumber = new Map();
  #foreign = new Map();
  #combo = null;
  #since = 0;
  #me;

  constructor(list, newer, me) {
    this.#list = list;
    this.#newer = newer;
    this.#me = me;
    list.addEventListener("scroll", () => this.#isAtEnd() && (newer.hidden = true), { passive: true });
    newer.addEventListener("click", () => {
      newer.hidden = true;
      list.scrollTop = list.scrollHeight;
    });
    this.empty();
  }

  empty() {
    this.#list.replaceChildren(h("p", { class: "empty", "data-word": "emptyChat" }, t("emptyChat")));
  }

  // What was said on a platform carries its name.
  danmaku(message) {
    const isMine = message.by.user === this.#me()?.user;
    const line = h(
      "div",
      { class: "line" },
      origin(message.source),
      badges(message.by),
      h("span", { class: isMine ? "name mine" : "name" }, h("bdi", {}, message.by.name), "："),
      h("span", { dir: "auto" }, message.text),
    );
    this.#byNumber.set(message.danmaku, line);
    this.#add(line, message.danmaku);
  }

  // A combo is one line that counts up, as long as it stands near the end.
  gift(message, symbol) {
    const key = message.combo_count > 1 ? "gaveMany" : "gave";
    const text = t(key, { who: message.by.name, gift: `${symbol} ${message.name}`, n: message.combo_count });
    if (this.#combo?.name === message.combo && this.#since < COMBO_LINES) {
      this.#combo.text.textContent = text;
      return;
    }
    const words = h("span", {}, text);
    this.#combo = { name: message.combo, text: words };
    this.#since = 0;
    this.#add(h("div", { class: "line gift-line" }, badges(message.by), words));
  }

  // What was given, and paid, on a platform; each run is one line that counts up, as ours are.
  foreignGift(message) {
    const name = `${message.source}:${message.combo || message.message}`;
    const count = message.combo_count || message.count;
    const text = t(count > 1 ? "gaveMany" : "gave", { who: message.by.name, gift: `🎁 ${message.name}`, n: count });
    if (this.#combo?.name === name && this.#since < COMBO_LINES) {
      this.#combo.text.textContent = text;
      this.#foreign.set(`${message.source}:${message.message}`, this.#combo.line);
      return;
    }
    const words = h("span", {}, text);
    const line = h("div", { class: "line gift-line" }, origin(message.source), words);
    this.#combo = { name, text: words, line };
    this.#since = 0;
    this.#foreign.set(`${message.source}:${message.message}`, line);
    if (this.#foreign.size > MAX_LINES) this.#foreign.delete(this.#foreign.keys().next().value);
    this.#add(line);
  }

  takeBack({ source, messages }) {
    for (const message of messages) this.#foreign.get(`${source}:${message}`)?.classList.add("hidden-line");
  }

  system(text) {
    this.#add(h("div", { class: "line system" }, text));
  }

  hide(numbers, isHidden) {
    for (const number of numbers) this.#byNumber.get(number)?.classList.toggle("hidden-line", isHidden);
  }

  #add(line, number) {
    this.#since += 1;
    this.#waiting.push({ line, number });
    if (this.#waiting.length > MAX_LINES) this.#forget(this.#waiting.shift());
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    const take = () => this.#take();
    if (document.hidden) setTimeout(take, 500);
    else requestAnimationFrame(take);
  }

  #take() {
    this.#isScheduled = false;
    const wasAtEnd = this.#isAtEnd();
    $(".empty", this.#list)?.remove();
    for (const { line, number } of this.#waiting) line.number = number;
    this.#list.append(...this.#waiting.map(({ line }) => line));
    this.#waiting = [];
    while (this.#list.childElementCount > MAX_LINES) {
      this.#forget({ number: this.#list.firstElementChild.number });
      this.#list.firstElementChild.remove();
    }
    if (wasAtEnd) this.#list.scrollTop = this.#list.scrollHeight;
    else this.#newer.hidden = false;
  }

  #forget({ number }) {
    if (number !== undefined) this.#byNumber.delete(number);
  }

  #isAtEnd() {
    return this.#list.scrollHeight - this.#list.scrollTop - this.#list.clientHeight < NEAR_PX;
  }
}
