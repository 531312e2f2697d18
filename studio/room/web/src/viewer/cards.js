// Poll and lottery as cards above the chat; they count down by the server's clock and leave a while after their end.

import { h, replace } from "../lib/dom.js";
import { number, span, t } from "../lib/words.js";

const RESULT_MS = 20_000;

export class Cards {
  #element;
  #act;
  #nowMs;
  #catalogue;
  #poll = null;
  #lottery = null;
  #chosen = new Map();
  #entered = new Set();

  // act: (type, fields) => Promise<boolean>; nowMs: the server's clock.
  constructor(element, act, nowMs, catalogue) {
    this.#element = element;
    this.#act = act;
    this.#nowMs = nowMs;
    this.#catalogue = catalogue;
    setInterval(() => this.#count(), 500);
  }

  poll(state) {
    this.#poll = state && { ...state, goneMs: state.is_open ? Infinity : Date.now() + RESULT_MS };
    this.draw();
  }

  lottery(state) {
    this.#lottery = state && { ...state, goneMs: state.is_open ? Infinity : Date.now() + RESULT_MS };
    this.draw();
  }

  draw() {
    const focused = document.activeElement?.dataset?.key;
    replace(this.#element, this.#poll && this.#pollCard(this.#poll), this.#lottery && this.#lotteryCard(this.#lottery));
    if (focused) this.#element.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
  }

  #pollCard(poll) {
    const all = poll.choices.reduce((sum, choice) => sum + choice.votes, 0);
    const mine = this.#chosen.get(poll.poll);
    return h(
      "section",
      { class: "card", "aria-label": t("poll") },
      this.#head(poll.is_open ? t("poll") : t("pollOver"), poll),
      h("p", {}, h("strong", { dir: "auto" }, poll.question)),
      poll.choices.map((choice, index) => {
        const share = all ? Math.round((choice.votes / all) * 100) : 0;
        const fill = h("i");
        fill.style.width = `${share}%`;
        return h(
          "button",
          {
            class: mine === index ? "choice chosen" : "choice",
            "data-key": `${poll.poll}-${index}`,
            disabled: !poll.is_open || mine !== undefined,
            "aria-label": `${t("vote", { choice: choice.text })}, ${t("votes", { n: choice.votes })}`,
            onclick: async () => {
              if (await this.#act("vote", { poll: poll.poll, choice: index })) {
                this.#chosen.set(poll.poll, index);
                this.draw();
              }
            },
          },
          fill,
          h("span", { dir: "auto" }, choice.text),
          h("span", {}, `${share} %`),
        );
      }),
    );
  }

  #lotteryCard(lottery) {
    const detail = lottery.condition === "gift" ? this.#catalogue.name(lottery.detail) : lottery.detail;
    const how = { none: "lotteryNone", phrase: "lotteryPhrase", fan: "lotteryFan", gift: "lotteryGift" };
    const names = lottery.winners.map((person) => person.name).join("、");
    const canEnter = lottery.is_open && ["none", "fan"].includes(lottery.condition);
    return h(
      "section",
      { class: "card", "aria-label": t("lottery") },
      this.#head(t("lottery"), lottery),
      h("p", {}, h("strong", { dir: "auto" }, t("lotteryPrize", { prize: lottery.prize, n: lottery.winners_wanted }))),
      lottery.is_open
        ? h("p", { class: "quiet" }, t(how[lottery.condition], { detail }))
        : h("p", {}, names ? t("lotteryWinners", { names }) : t("lotteryNobody")),
      h(
        "header",
        {},
        h("span", { class: "quiet" }, t("lotteryEntries", { n: number(lottery.entries) })),
        canEnter &&
          h(
            "button",
            {
              class: "primary",
              "data-key": lottery.lottery,
              disabled: this.#entered.has(lottery.lottery),
              onclick: async () => {
                if (await this.#act("enter_lottery", { lottery: lottery.lottery })) {
                  this.#entered.add(lottery.lottery);
                  this.draw();
                }
              },
            },
            t("lotteryEnter"),
          ),
      ),
    );
  }

  #head(title, card) {
    return h("header", {}, h("h2", {}, title), card.is_open && h("span", { class: "quiet", "data-ends": card.ends_ms }));
  }

  #count() {
    if (this.#poll && Date.now() > this.#poll.goneMs) this.poll(null);
    if (this.#lottery && Date.now() > this.#lottery.goneMs) this.lottery(null);
    for (const element of this.#element.querySelectorAll("[data-ends]")) {
      element.textContent = t("endsIn", { time: span(Number(element.dataset.ends) - this.#nowMs()) });
    }
  }
}
