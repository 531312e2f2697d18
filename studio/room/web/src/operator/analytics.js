// What the shows of a room were like: a list of them, and of the chosen one plots, sums and a CSV file.

import { h, icon, replace } from "../lib/dom.js";
import { clock, number, t } from "../lib/words.js";
import { offset, plot } from "./plot.js";

const HAPPENED = { poll: "happenedPoll", lottery: "happenedLottery", battle: "happenedBattle" };

export class Analytics {
  #api;
  #place;
  #onProblem;
  #room = null;
  #shows = [];
  #found = null;

  constructor(api, place, onProblem) {
    this.#api = api;
    this.#place = place;
    this.#onProblem = onProblem;
  }

  async open(room) {
    await this.#try(async () => {
      this.#shows = await this.#api.get(`/api/rooms/${encodeURIComponent(room.room)}/shows`);
      this.#room = room;
      this.#found = null;
      if (this.#shows.length) await this.#choose(this.#shows[0].show);
    });
    this.draw();
    this.#place.querySelector("h2")?.focus();
  }

  draw() {
    this.#place.hidden = !this.#room;
    if (!this.#room) return;
    const title = h("h2", { tabindex: "-1" }, `${t("analytics")} · `, h("bdi", {}, this.#room.title));
    const list = this.#shows.length ? this.#list() : h("p", { class: "quiet" }, t("noShows"));
    replace(this.#place, h("header", {}, title), list, this.#found ? this.#figures() : null);
  }

  #path(end) {
    return `/api/rooms/${encodeURIComponent(this.#room.room)}/shows/${encodeURIComponent(this.#found.show.show)}/${end}`;
  }

  async #try(work) {
    try {
      await work();
      this.#onProblem("");
    } catch (error) {
      this.#onProblem(t("failed", { why: error.message }));
    }
  }

  async #choose(show) {
    this.#found = await this.#api.get(`/api/rooms/${encodeURIComponent(this.#room.room)}/shows/${encodeURIComponent(show)}/analytics`);
  }

  #list() {
    const date = new Intl.DateTimeFormat(document.documentElement.lang, { month: "short", day: "numeric" });
    const options = this.#shows.map((show) =>
      h("option", { value: show.show, selected: show.show === this.#found?.show.show }, `${date.format(show.started_ms)} ${clock(show.started_ms)} · ${show.title}`),
    );
    const choose = async (event) => {
      await this.#try(() => this.#choose(event.target.value));
      this.draw();
      this.#place.querySelector("select")?.focus();
    };
    return h(
      "div",
      { class: "chosen" },
      h("select", { "aria-label": t("shows"), onchange: choose }, options),
      h("button", { onclick: () => this.#try(() => this.#save()), disabled: !this.#found }, t("exportCsv")),
    );
  }

  async #save() {
    const headers = { Authorization: `Bearer ${await this.#api.token()}` };
    const answer = await fetch(this.#path("analytics.csv"), { headers });
    if (!answer.ok) throw new Error((await answer.json()).sentence);
    const address = URL.createObjectURL(await answer.blob());
    h("a", { href: address, download: `${this.#room.room}-${this.#found.show.show}.csv` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  }

  #figures() {
    const { points, step_s: stepS, moments } = this.#found;
    const perS = (values) => values.map((value) => value / stepS);
    const last = points.viewers.length - 1;
    const moment = h("input", { type: "range", min: "0", max: String(last), value: "0", "aria-label": t("moment"), oninput: () => move(Number(moment.value)) });
    const move = (step) => {
      const at = Math.min(last, Math.max(0, step));
      moment.value = String(at);
      moment.setAttribute("aria-valuetext", offset(at * stepS));
      when.textContent = offset(at * stepS);
      for (const each of plots) each.move(at);
    };
    const when = h("b", {});
    const plots = [
      { word: "viewersHead", values: points.viewers },
      { word: "danmakuRate", values: perS(points.danmaku) },
      { word: "giftsRate", values: perS(points.gifts) },
      { word: "leavesRate", values: points.left.map((value) => (value * 60) / stepS), marks: moments.map((each) => each.second / stepS) },
    ].map((each) => plot({ ...each, stepS, onPick: move }));
    move(0);
    return [
      this.#totals(),
      h("div", { class: "plots" }, plots.map((each) => each.figure)),
      h("label", { class: "moment" }, h("span", {}, t("moment")), moment, when),
      h("p", { class: "quiet" }, t("pointIs", { n: stepS })),
      h("div", { class: "plots" }, this.#dwell(), this.#moments()),
    ];
  }

  #totals() {
    const { totals } = this.#found;
    const line = (word, value) => h("div", {}, h("dt", { class: "quiet" }, t(word)), h("dd", {}, value));
    return h(
      "dl",
      { class: "totals" },
      line("uniqueViewers", number(totals.viewers)),
      line("newViewers", number(totals.new)),
      line("returningViewers", number(totals.returning)),
      line("peakViewers", number(totals.peak_viewers)),
      line("averageDwell", offset(totals.average_dwell_s)),
      line("danmakuCount", number(totals.danmaku)),
      line("giftsCount", number(totals.gifts)),
      line("coinsCount", number(totals.coins)),
      line("likesCount", number(totals.likes)),
      totals.platform_danmaku > 0 && line("platformDanmaku", number(totals.platform_danmaku)),
      totals.platform_gifts > 0 && line("platformGifts", number(totals.platform_gifts)),
      totals.platform_fen > 0 && line("platformPaid", number(totals.platform_fen / 100)),
    );
  }

  #dwell() {
    const { dwell } = this.#found;
    const most = Math.max(1, ...dwell.map((bar) => bar.viewers));
    const rows = dwell.map((bar) => {
      const from = bar.from_s / 60;
      const name = bar.to_s === null ? t("dwellOver", { from }) : t("dwellBetween", { from, to: bar.to_s / 60 });
      return h("tr", {}, h("th", { scope: "row" }, name), h("td", { class: "bar" }, h("meter", { max: String(most), value: String(bar.viewers), "aria-hidden": "true" })), h("td", { class: "number" }, number(bar.viewers)));
    });
    return h("table", {}, h("caption", {}, t("dwell")), h("tbody", {}, rows));
  }

  #moments() {
    const { moments } = this.#found;
    if (!moments.length) return h("p", { class: "quiet" }, t("noMoments"));
    const heads = ["moment", "leftCount", "danmakuCount", "giftsCount", "happened"];
    const rows = moments.map((each) =>
      h(
        "tr",
        {},
        h("td", {}, offset(each.second)),
        h("td", {}, t("leftOf", { n: number(each.left), all: number(each.viewers), share: Math.round(each.share * 100) })),
        h("td", {}, number(each.danmaku)),
        h("td", {}, number(each.gifts)),
        h("td", {}, each.happened.map((kind) => t(HAPPENED[kind])).join(" · ")),
      ),
    );
    const head = h("thead", {}, h("tr", {}, heads.map((word) => h("th", { scope: "col" }, t(word)))));
    return h("table", {}, h("caption", {}, icon("triangle-alert"), t("leavingMoments")), head, h("tbody", {}, rows));
  }
}
