// Our coins, and the form to buy more.

import { $, h, icon, replace } from "../lib/dom.js";
import { number, t } from "../lib/words.js";
import { wishes, world } from "./world.js";

const AMOUNTS = [100, 500, 1_000, 5_000, 10_000, 50_000];

export function showBalance(balance) {
  $("#wallet").hidden = balance === null;
  if (balance !== null) $("#balance").textContent = t("balance", { n: number(balance) });
  $("#balance").dataset.coins = balance;
}

export function drawBalance() {
  if ($("#balance").dataset.coins) showBalance(Number($("#balance").dataset.coins));
}

export function openAmounts() {
  const form = $("#amounts");
  form.hidden = false;
  const close = h("button", { type: "button", class: "bare", "aria-label": t("close"), onclick: closeAmounts }, icon("x"));
  const status = h("p", { class: "quiet", role: "status" });
  const buy = async (coins) => {
    try {
      const started = await world.api.post("/api/wallet/top-up", { coins });
      status.textContent = t("topUpWaiting");
      if (started.pay_url) window.open(started.pay_url, "_blank", "noopener,noreferrer");
    } catch (error) {
      const isUnavailable = error.status === 404 || error.status === 503;
      status.textContent = isUnavailable ? t("topUpUnavailable") : t("failed", { why: error.message });
    }
  };
  replace(
    form,
    h("header", { class: "row" }, h("h2", {}, t("topUpTitle")), close),
    h(
      "div",
      { class: "choices" },
      AMOUNTS.map((coins) => h("button", { type: "button", onclick: () => buy(coins) }, number(coins))),
    ),
    status,
  );
  form.querySelector(".choices button").focus();
}

export function closeAmounts() {
  $("#amounts").hidden = true;
}

wishes.addEventListener("balance", ({ detail }) => showBalance(detail));
wishes.addEventListener("poor", openAmounts);
