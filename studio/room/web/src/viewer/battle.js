// The bar of a battle over the picture: scores by their share, the time left by the server's clock.

import { h, replace } from "../lib/dom.js";
import { number, span, t } from "../lib/words.js";

export class BattleBar {
  #element;
  #nowMs;
  #state = null;

  constructor(element, nowMs) {
    this.#element = element;
    this.#nowMs = nowMs;
    setInterval(() => this.#count(), 500);
  }

  show(state) {
    this.#state = state;
    const isShown = Boolean(state) && ["fight", "forfeit"].includes(state.phase);
    this.#element.hidden = !isShown;
    this.#element.parentElement.classList.toggle("battling", isShown);
    if (!isShown) return;
    const winner = state.sides.find((side) => side.room === state.winner);
    replace(
      this.#element,
      h(
        "div",
        { class: "bar", role: "img", "aria-label": state.sides.map((side) => `${side.name} ${side.score}`).join(" : ") },
        state.sides.map((side) => {
          const part = h("span", {}, number(side.score));
          part.style.flexGrow = String(side.score + 1);
          return part;
        }),
      ),
      h(
        "div",
        { class: "under" },
        h("bdi", {}, state.sides[0].name),
        h("span", {}, this.#word(state, winner), " ", h("span", { class: "left" })),
        h("bdi", {}, state.sides.at(-1).name),
      ),
    );
    this.#count();
  }

  draw() {
    this.show(this.#state);
  }

  #word(state, winner) {
    if (state.phase === "fight") return t("battle");
    return winner ? `${t("battleWon", { name: winner.name })} · ${t("battleForfeit")}` : t("battleDraw");
  }

  #count() {
    const left = this.#element.querySelector(".left");
    if (left && this.#state) left.textContent = span(this.#state.ends_ms - this.#nowMs());
  }
}
