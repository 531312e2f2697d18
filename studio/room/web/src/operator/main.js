// The operator's page: how the server does, which rooms there are, whether the books balance.

import { Api } from "../lib/api.js";
import { $, h, icon, replace } from "../lib/dom.js";
import { beginPage } from "../lib/page.js";
import { number, t } from "../lib/words.js";
import { Analytics } from "./analytics.js";

const POLL_MS = 2_000;
const KEPT = 90;

const api = new Api();
const analytics = new Analytics(api, $("#analytics"), problem);
const history = new Map();
let overview = null;
let books = null;
let timer = null;

function problem(text) {
  $("#problem").hidden = !text;
  replace($("#problem"), icon("triangle-alert"), h("span", {}, text));
}

// The last minutes of a figure as a line; what it says is in the number beside it.
function sparkline(values) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", `0 0 ${KEPT - 1} 36`);
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  const top = Math.max(1, ...values);
  const points = values.map((value, index) => `${KEPT - values.length + index} ${34 - (value / top) * 32}`);
  path.setAttribute("d", points.length > 1 ? `M${points.join("L")}` : "");
  svg.append(path);
  return svg;
}

function remember(name, value) {
  const values = history.get(name) ?? [];
  values.push(value);
  if (values.length > KEPT) values.shift();
  history.set(name, values);
  return values;
}

function rate(name, now) {
  const before = overview?.figures[name] ?? now.figures[name];
  return Math.max(0, Math.round(((now.figures[name] - before) * 1000) / POLL_MS));
}

function figure(word, name, value) {
  return h("div", { class: "figure card" }, h("span", { class: "quiet" }, t(word)), h("b", {}, number(value)), sparkline(history.get(name) ?? []));
}

function state(isGood, text) {
  return h("span", { class: isGood ? "state good" : "state bad" }, icon(isGood ? "circle-check" : "triangle-alert"), text);
}

function roomsBlock() {
  const rows = overview.rooms.map((room) =>
    h(
      "tr",
      {},
      h("td", {}, h("a", { "data-key": `watch ${room.room}`, href: `/r/${encodeURIComponent(room.room)}` }, h("bdi", {}, room.title))),
      h("td", {}, h("bdi", {}, room.anchor_name)),
      h("td", {}, h("span", { class: room.is_live ? "chip live" : "chip" }, t(room.is_live ? "live" : "offline"))),
      h("td", { class: "number" }, number(room.viewers)),
      h("td", {}, h("button", { "data-key": `link ${room.room}`, onclick: () => anchorLink(room.room) }, t("linkFor", { role: t("roleAnchor") }))),
      h("td", {}, h("button", { "data-key": `figures ${room.room}`, onclick: () => analytics.open(room) }, t("analytics"))),
    ),
  );
  const head = ["room", "anchor", "state", "viewersHead", "links", "shows"].map((word) =>
    h("th", { scope: "col", class: word === "viewersHead" ? "number" : "" }, t(word)),
  );
  return h(
    "section",
    { class: "block card" },
    h("header", {}, h("h2", {}, t("rooms"))),
    rows.length ? h("table", {}, h("thead", {}, h("tr", {}, head)), h("tbody", {}, rows)) : h("p", { class: "quiet" }, t("noRooms")),
    h("div", { id: "made" }),
    newRoom(),
  );
}

async function anchorLink(room) {
  const made = await api.post(`/api/rooms/${encodeURIComponent(room)}/invitations`, { role: "anchor" });
  showLink(made.path);
}

const madeLink = (address) =>
  h("input", { readonly: true, value: address, "aria-label": t("linkFor", { role: t("roleAnchor") }) });

function showLink(path) {
  const input = madeLink(location.origin + path);
  replace($("#made"), input);
  input.focus();
  input.select();
}

function newRoom() {
  const field = (word, properties) => h("input", { "aria-label": t(word), placeholder: t(word), required: true, maxlength: "64", ...properties });
  const room = field("roomNumber", { pattern: "[A-Za-z0-9_.:\\-]{1,64}" });
  const title = field("roomTitle");
  const anchor = field("anchorName");
  return h(
    "form",
    {
      class: "inline",
      onsubmit: async (event) => {
        event.preventDefault();
        try {
          const made = await api.post("/api/rooms", { room: room.value, title: title.value, anchor_name: anchor.value });
          problem("");
          await refresh(true);
          showLink(made.anchor_link.path);
        } catch (error) {
          problem(t("failed", { why: error.message }));
        }
      },
    },
    room,
    title,
    anchor,
    h("button", { class: "primary" }, t("makeRoom")),
  );
}

function moneyBlock() {
  const problems = books.problems.map((text) => h("p", {}, state(false, text)));
  const line = (word, value) => h("tr", {}, h("td", {}, t(word)), h("td", { class: "number" }, number(value)));
  return h(
    "section",
    { class: "block card" },
    h("header", {}, h("h2", {}, t("money")), problems.length ? null : state(true, t("booksBalance"))),
    problems,
    h("table", {}, h("tbody", {}, line("giftsPaid", books.gifts), line("creditsPaid", books.credits), line("accounts", books.accounts))),
  );
}

function healthBlock() {
  const { figures, store_fault: fault, relay_http_port: relay } = overview;
  const lines = [
    ["healthStore", !fault, fault || t("good")],
    ["healthRelay", relay > 0, relay > 0 ? t("good") : t("relayAway")],
    ["healthWaiting", figures.records_waiting < 1000, number(figures.records_waiting)],
    ["healthSlow", true, number(figures.closed_too_slow)],
    ["healthErrors", figures.errors === 0, number(figures.errors)],
  ];
  return h(
    "section",
    { class: "block card" },
    h("header", {}, h("h2", {}, t("health"))),
    h("table", {}, h("tbody", {}, lines.map(([word, isGood, text]) => h("tr", {}, h("td", {}, t(word)), h("td", {}, state(isGood, text)))))),
  );
}

function draw() {
  if (!overview || !books) return;
  const isTyping = $("#now").contains(document.activeElement) && document.activeElement.tagName === "INPUT";
  const tops = h(
    "section",
    { class: "figures" },
    figure("viewersHead", "seated", overview.figures.seated),
    figure("eventsRate", "events", history.get("events")?.at(-1) ?? 0),
    figure("giftsRate", "gifts_paid", history.get("gifts_paid")?.at(-1) ?? 0),
    figure("users", "users", overview.users),
  );
  if (isTyping) return void $(".figures").replaceWith(tops);
  const focused = document.activeElement?.dataset?.key;
  const link = $("#made input")?.value;
  replace($("#now"), tops, roomsBlock(), moneyBlock(), healthBlock());
  if (link) replace($("#made"), madeLink(link));
  if (focused) $(`#now [data-key="${CSS.escape(focused)}"]`)?.focus();
}

async function refresh(withBooks = false) {
  try {
    const now = await api.get("/api/operator/overview");
    for (const name of ["events", "gifts_paid"]) remember(name, rate(name, now));
    remember("seated", now.figures.seated);
    remember("users", now.users);
    overview = now;
    if (withBooks) books = await api.get("/api/operator/books");
    problem("");
    draw();
  } catch (error) {
    if (error.status === 401) return void open(false);
    problem(t("failed", { why: error.message }));
  }
}

function open(isOpen) {
  $("#key-form").hidden = isOpen;
  $("#desk").hidden = !isOpen;
  clearInterval(timer);
  if (!isOpen) return void $("#key").focus();
  refresh(true);
  timer = setInterval(refresh, POLL_MS);
}

$("#key-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  try {
    await api.signIn({ key: $("#key").value.trim() }, "/api/session/operator");
    $("#key").value = "";
    problem("");
    open(true);
  } catch (error) {
    problem(error.code === "wrong_key" ? t("signInFailed") : t("failed", { why: error.message }));
  }
});

beginPage(() => {
  draw();
  analytics.draw();
});
open((await api.resume()) && api.person.is_operator);
