// The viewer's page: the programme, what is said over it and beside it, gifts, polls, lotteries and battles.

import { Api, ApiError } from "../lib/api.js";
import { $, h, icon, replace } from "../lib/dom.js";
import { beginPage, refusal } from "../lib/page.js";
import { Room, wishKey } from "../lib/room.js";
import { remember, remembered } from "../lib/settings.js";
import { has, number, t } from "../lib/words.js";
import { BattleBar } from "./battle.js";
import { Cards } from "./cards.js";
import { DanmakuLayer } from "./danmaku.js";
import { Banners, Catalogue, Effects, Tray } from "./gifts.js";
import { Lines } from "./lines.js";
import { Player } from "./player.js";
import { Stage } from "./stage.js";

const CAPTION_MS = 6_000;
const RETRY_MS = 2_000;
const HINT_MS = 5_000;
const MENTIONED_LEVEL = 5;

const roomId = decodeURIComponent(location.pathname.split("/").filter(Boolean).at(-1) ?? "");
const api = new Api();
const catalogue = new Catalogue();
let room = null;
let me = null;
let state = null;
let captionTimer = null;
let hintTimer = null;
let showsCaptions = true;
let isPlaying = false;

const nowMs = () => room?.nowMs() ?? Date.now();
const layer = new DanmakuLayer($("#danmaku"));
const lines = new Lines($("#lines"), $("#newer"), () => me);
const banners = new Banners($("#banners"), catalogue);
const effects = new Effects($("#effect"), catalogue);
const battle = new BattleBar($("#battle"), nowMs);
const cards = new Cards($("#cards"), act, nowMs, catalogue);
const tray = new Tray($("#tray"), catalogue, give);

function hint(text, isBad = true) {
  const element = $("#say-hint");
  element.textContent = text;
  element.classList.toggle("bad", isBad);
  clearTimeout(hintTimer);
  hintTimer = setTimeout(standingHint, HINT_MS);
}

function standingHint() {
  const isSlow = state?.slow_mode_s && me?.role === "viewer";
  $("#say-hint").textContent = isSlow ? t("slowMode", { n: state.slow_mode_s }) : "";
  $("#say-hint").classList.remove("bad");
}

async function act(type, fields) {
  try {
    const accepted = await room.act(type, fields);
    if (accepted.balance !== null && accepted.balance !== undefined) showBalance(accepted.balance);
    return accepted;
  } catch (error) {
    hint(refusal(error, has));
    if (error.code === "overdraft") openAmounts();
    return null;
  }
}

async function give(gift, count) {
  if (!me || api.person?.is_guest) {
    hint(t("refused_guest"));
    $("#name").focus();
    return null;
  }
  return act("give", { key: wishKey(), gift, count });
}

// ---- what stands on the page ------------------------------------------------------------------------------

function showState(next) {
  state = next;
  const name = state.anchor.name;
  $("#anchor-avatar").textContent = [...name][0] ?? "";
  $("#anchor-name").textContent = name;
  const show = state.show && !state.show.ended_ms ? state.show : null;
  const isLive = Boolean(show) || isPlaying;
  $("#title").textContent = show ? show.title : state.title;
  document.title = `${isLive ? "● " : ""}${$("#title").textContent} · ${name}`;
  const chip = $("#live-chip");
  chip.textContent = t(isLive ? "live" : "offline");
  chip.classList.toggle("live", isLive);
  showViewers(state.viewers);
  showOffline();
  if (state.poll) cards.poll(state.poll);
  if (state.lottery) cards.lottery(state.lottery);
  battle.show(state.battle);
  standingHint();
}

function showOffline() {
  const word = state?.show && !state.show.ended_ms ? "soon" : "offlineLong";
  $("#offline-text").dataset.word = word;
  $("#offline-text").textContent = t(word);
}

function showViewers(count) {
  const [before, after] = t("viewers", { n: "\0" }).split("\0");
  const word = (text) => h("span", { class: "word" }, text);
  replace($("#viewers-count"), word(before), number(count), word(after));
}

function showBalance(balance) {
  $("#wallet").hidden = balance === null;
  if (balance !== null) $("#balance").textContent = t("balance", { n: number(balance) });
  $("#balance").dataset.coins = balance;
}

function showConnection({ state: now, detail }) {
  const element = $("#state");
  const words = { reconnecting: () => t("reconnecting", { n: detail }), stopped: () => t("stopped", { why: detail }) };
  element.hidden = !(now in words);
  element.classList.toggle("bad", !element.hidden);
  if (!element.hidden) replace(element, icon("wifi-off"), h("span", {}, words[now]()));
}

function showForms() {
  const isNamed = Boolean(api.person) && !api.person.is_guest;
  $("#say-form").hidden = !isNamed;
  $("#name-form").hidden = isNamed;
}

function showCaption(message) {
  const element = $("#caption");
  element.hidden = !showsCaptions || !message.text;
  element.textContent = message.text;
  element.lang = message.language;
  clearTimeout(captionTimer);
  captionTimer = setTimeout(() => (element.hidden = true), CAPTION_MS);
}

// ---- what happens -----------------------------------------------------------------------------------------

const whoOf = (user) => (user === me?.user ? me.name : user);

const HAPPENS = {
  danmaku(message) {
    lines.danmaku(message);
    layer.show(message, message.by.user === me?.user);
  },
  danmaku_hidden(message) {
    lines.hide(message.danmaku, message.is_hidden);
    if (message.is_hidden) layer.hide(message.danmaku);
  },
  gift(message) {
    lines.gift({ ...message, name: catalogue.name(message.kind, message.name) }, catalogue.symbol(message.kind));
    banners.show(message);
    effects.show(message);
  },
  likes: (message) => hearts(Math.min(message.count, 6)),
  viewers(message) {
    state.viewers = message.count;
    showViewers(message.count);
  },
  member_changed({ who, what }) {
    if (who.user === me?.user) me = who;
    const isWorthALine = who.level >= MENTIONED_LEVEL || who.user === me?.user;
    if (what === "level" && isWorthALine) lines.system(t("becameLevel", { who: who.name, n: who.level }));
    if (what === "badge" && who.badge) lines.system(t("becameBadge", { who: who.name, club: who.badge.club }));
    const roles = { anchor: "roleAnchor", cohost: "roleCohost", moderator: "roleModerator" };
    if (what === "role" && roles[who.role]) {
      lines.system(t("becameRole", { who: who.name, role: t(roles[who.role]) }));
    }
  },
  restricted({ who, what, until_ms: untilMs }) {
    const isOn = untilMs > nowMs();
    const words = what === "mute" ? ["wasUnmuted", "wasMuted"] : ["wasUnbanned", "wasBanned"];
    lines.system(t(words[Number(isOn)], { who: whoOf(who) }));
    if (who === me?.user && what === "mute" && isOn) {
      hint(t("youWereMuted", { time: new Date(untilMs).toLocaleTimeString() }));
    }
  },
  slow_mode(message) {
    state.slow_mode_s = message.seconds;
    standingHint();
  },
  poll(message) {
    state.poll = message.poll.is_open ? message.poll : null;
    cards.poll(message.poll);
  },
  lottery(message) {
    state.lottery = message.lottery.is_open ? message.lottery : null;
    cards.lottery(message.lottery);
  },
  battle(message) {
    state.battle = message.battle;
    battle.show(message.battle);
  },
  show(message) {
    const isOver = Boolean(message.show.ended_ms);
    showState({ ...state, show: isOver ? null : message.show });
    lines.system(isOver ? t("showEnded") : t("showStarted", { title: message.show.title }));
  },
  caption: showCaption,
};

function hearts(count) {
  const from = $("#like").getBoundingClientRect();
  if (!from.width || document.hidden) return;
  for (let index = 0; index < count; index += 1) {
    const heart = h("span", { class: "heart", "aria-hidden": "true" }, icon("heart"));
    heart.style.left = `${from.left + from.width / 2 - 14}px`;
    heart.style.top = `${from.top - 24}px`;
    heart.style.setProperty("--x", `${Math.random() * 80 - 40}px`);
    heart.style.animationDelay = `${index * 90}ms`;
    document.body.append(heart);
    heart.addEventListener("animationend", () => heart.remove());
  }
}

// ---- coming in --------------------------------------------------------------------------------------------

function relayAddress(server, scheme, port, path) {
  const isSecure = location.protocol === "https:";
  if (!port) return `${scheme === "ws" ? (isSecure ? "wss" : "ws") : isSecure ? "https" : "http"}://${location.host}${path}`;
  return `${scheme}://${location.hostname}:${port}${path}`;
}

function openRoom(server) {
  const before = room;
  room = new Room(relayAddress(server, "ws", server.ws_port, "/ws"), roomId, (isRefused) => api.token(isRefused));
  before?.close();
  let hasBeenIn = false;
  room.addEventListener("state", ({ detail }) => showConnection(detail));
  room.addEventListener("joined", ({ detail }) => {
    if (!detail.recovered && hasBeenIn) lines.system(t("gap"));
    hasBeenIn = true;
    me = detail.you;
    showState(detail.state);
    showBalance(detail.balance);
  });
  room.addEventListener("event", ({ detail }) => HAPPENS[detail.type]?.(detail));
  room.open();
}

function openPlayer(server) {
  const path = encodeURIComponent(roomId);
  const player = new Player($("#video"), {
    flv: relayAddress(server, "ws", server.relay_ws_port, `/live/${path}.flv`),
    hls: relayAddress(server, "http", server.relay_http_port, `/hls/${path}/index.m3u8`),
  });
  const stage = new Stage(player, {
    danmaku: (isOn) => {
      layer.isOn = isOn;
      if (!isOn) layer.clear();
    },
    captions: (isOn) => {
      showsCaptions = isOn;
      if (!isOn) $("#caption").hidden = true;
    },
    effects: (isOn) => (effects.isOn = isOn),
  });
  player.addEventListener("playing", () => {
    isPlaying = true;
    $("#offline").hidden = true;
    if (state) showState(state);
    stage.draw();
  });
  player.addEventListener("gone", () => {
    isPlaying = false;
    $("#offline").hidden = false;
    if (state) showState(state);
    showOffline();
    stage.draw();
  });
  player.addEventListener("figures", ({ detail }) => {
    const seconds = detail.behindS.toFixed(1);
    $("#delay").textContent = t("delay", { s: seconds });
    $("#delay").title = t("delayLong", { s: seconds });
    const { videoHeight } = $("#video");
    $("#rate").textContent = `${videoHeight ? `${videoHeight}p · ` : ""}${t("rate", { n: Math.round(detail.kbps) })}`;
  });
  player.start();
  return stage;
}

async function signIn() {
  const invitation = new URLSearchParams(location.hash.slice(1)).get("invitation");
  if (invitation) {
    history.replaceState(null, "", location.pathname + location.search);
    try {
      return await api.signIn({ invitation, name: remembered("name", null) });
    } catch (error) {
      if (error.status >= 500) throw error;
      hint(error.message);
    }
  }
  if (await api.resume(roomId)) return api.person;
  const name = remembered("name", null);
  return api.signIn(name ? { name } : {});
}

async function begin() {
  const server = await api.get("/api/server");
  await signIn();
  showForms();
  const gifts = await api.get("/api/gifts");
  catalogue.fill(gifts);
  tray.draw();
  openRoom(server);
  return { server, stage: openPlayer(server) };
}

// ---- forms ------------------------------------------------------------------------------------------------

function openAmounts() {
  const form = $("#amounts");
  form.hidden = false;
  const close = h("button", { type: "button", class: "bare", "aria-label": t("close"), onclick: () => (form.hidden = true) }, icon("x"));
  const status = h("p", { class: "quiet", role: "status" });
  const buy = async (coins) => {
    try {
      const started = await api.post("/api/wallet/top-up", { coins });
      status.textContent = t("topUpWaiting");
      if (started.pay_url) window.open(started.pay_url, "_blank", "noopener,noreferrer");
    } catch (error) {
      status.textContent = error.status === 404 || error.status === 503 ? t("topUpUnavailable") : t("failed", { why: error.message });
    }
  };
  replace(
    form,
    h("header", { class: "row" }, h("h2", {}, t("topUpTitle")), close),
    h(
      "div",
      { class: "choices" },
      [100, 500, 1_000, 5_000, 10_000, 50_000].map((coins) =>
        h("button", { type: "button", onclick: () => buy(coins) }, number(coins)),
      ),
    ),
    status,
  );
  form.querySelector(".choices button").focus();
}

function listen(server) {
  $("#say-form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const input = $("#say");
    const text = input.value.trim();
    if (!text) return;
    input.value = "";
    const accepted = await act("say", { text });
    if (!accepted) input.value ||= text;
    else if (accepted.held) hint(t("held"), false);
  });
  $("#name-form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const name = $("#name").value.trim();
    if (!name) return;
    try {
      await api.signIn({ name });
    } catch (error) {
      $("#name").setCustomValidity(error.message);
      $("#name").reportValidity();
      $("#name").setCustomValidity("");
      return;
    }
    remember("name", name);
    showForms();
    openRoom(server);
    $("#say").focus();
  });
  let likes = 0;
  $("#like").addEventListener("click", () => {
    hearts(1);
    likes += 1;
    if (likes > 1) return;
    setTimeout(() => {
      act("like", { count: Math.min(likes, 100) });
      likes = 0;
    }, 1_000);
  });
  $("#top-up").addEventListener("click", openAmounts);
  $("#open-gifts").addEventListener("click", () => openGifts(!isGiftsOpen()));
  document.addEventListener("pointerdown", (event) => {
    if (isGiftsOpen() && !event.target.closest("#giving, #open-gifts")) openGifts(false);
  });
}

const isGiftsOpen = () => $(".page").classList.contains("gifts-open");

function openGifts(isOpen) {
  $(".page").classList.toggle("gifts-open", isOpen);
  $("#open-gifts").setAttribute("aria-expanded", String(isOpen));
  if (isOpen) $("#tray button")?.focus();
}

function shortcuts(stage) {
  const keys = {
    " ": () => stage.togglePlay(),
    m: () => stage.toggleMute(),
    f: () => stage.toggleFullscreen(),
    d: () => stage.toggles.danmaku(),
    c: () => stage.toggles.captions(),
    e: () => stage.toggles.effects(),
    g: () => $("#tray button")?.focus(),
    "/": () => ($("#say-form").hidden ? $("#name") : $("#say")).focus(),
  };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      $("#amounts").hidden = true;
      openGifts(false);
    }
    const isTyping = event.target.closest("input, select, textarea");
    const isButton = event.key === " " && event.target.closest("button");
    if (isTyping || isButton || event.ctrlKey || event.metaKey || event.altKey) return;
    const act = keys[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    act();
  });
}

let stage = null;

beginPage(() => {
  tray.draw();
  cards.draw();
  battle.draw();
  stage?.draw();
  if (state) showState(state);
  if ($("#balance").dataset.coins) showBalance(Number($("#balance").dataset.coins));
});

for (;;) {
  try {
    const opened = await begin();
    stage = opened.stage;
    listen(opened.server);
    shortcuts(stage);
    break;
  } catch (error) {
    const isLost = error instanceof ApiError && error.status < 500;
    $("#offline-text").removeAttribute("data-word");
    $("#offline-text").textContent = isLost ? t("failed", { why: error.message }) : t("reconnecting", { n: 1 });
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
}
