// The moderators' page: what waits for a decision, what is said, what can be done, and who did what.

import { Api } from "../lib/api.js";
import { $, h, icon, replace } from "../lib/dom.js";
import { origin } from "../lib/origin.js";
import { beginPage, refusal } from "../lib/page.js";
import { Room } from "../lib/room.js";
import { clock, has, number, t } from "../lib/words.js";
import { tools } from "./tools.js";

const MAX_SAID = 150;
const POLL_MS = 3_000;

const roomId = decodeURIComponent(location.pathname.split("/").filter(Boolean).at(-1) ?? "");
const path = `/api/rooms/${encodeURIComponent(roomId)}`;
const api = new Api();
let room = null;
let state = null;
let audit = [];
const queue = new Map();
const said = new Map();
const names = new Map();

function problem(text) {
  $("#problem").hidden = !text;
  replace($("#problem"), icon("triangle-alert"), h("span", {}, text));
}

async function attempt(work) {
  try {
    const done = await work();
    problem("");
    return done;
  } catch (error) {
    problem(refusal(error, has));
    return null;
  }
}

function reasons(entry) {
  if (!entry.reasons.length) return null;
  const words = entry.reasons.map((reason) => (has(`reason_${reason}`) ? t(`reason_${reason}`) : reason));
  return h("p", { class: "quiet" }, t("reason", { names: words.join("、") }));
}

async function decide(entry, what, undo = false) {
  const body = { what, undo, user: what === "mute" || what === "ban" ? entry.user : null };
  if (!(await attempt(() => api.post(`${path}/danmaku/${entry.danmaku}/decision`, body)))) return;
  if (what === "keep" || what === "hide") queue.delete(entry.danmaku);
  if (what === "hide") entry.is_hidden = !undo;
  if (what === "mute") entry.isMuted = !undo;
  if (what === "ban") entry.isBanned = !undo;
  drawQueue();
  drawOne(entry);
  loadAudit();
}

const button = (word, onclick, name) => h("button", { onclick }, icon(name), t(word));

function item(entry, isWaiting) {
  const restrict = (isOn, what, word, name) =>
    isOn
      ? button("undo", () => decide(entry, what, true), "undo-2")
      : button(word, () => decide(entry, what), name);
  return h(
    "article",
    { class: entry.is_hidden ? "item card is-hidden" : "item card", "data-number": entry.danmaku },
    h(
      "header",
      {},
      h("strong", {}, origin(entry.source), h("bdi", {}, entry.name)),
      h("span", { class: "quiet when" }, clock(entry.at_ms)),
    ),
    h("p", { class: "text", dir: "auto" }, entry.text),
    reasons(entry),
    h(
      "footer",
      {},
      isWaiting && button("keep", () => decide(entry, "keep"), "check"),
      isWaiting || !entry.is_hidden
        ? button("hide", () => decide(entry, "hide"), "eye-off")
        : button("restore", () => decide(entry, "hide", true), "eye"),
      restrict(entry.isMuted, "mute", "muteFor", "volume-x"),
      restrict(entry.isBanned, "ban", "ban", "log-out"),
    ),
  );
}

function drawQueue() {
  const waiting = [...queue.values()].sort((a, b) => a.danmaku - b.danmaku);
  $("#queue-count").textContent = number(waiting.length);
  document.title = `${waiting.length ? `(${waiting.length}) ` : ""}${t("moderation")} · ${state?.title ?? ""}`;
  replace(
    $("#queue"),
    waiting.length ? waiting.map((entry) => item(entry, true)) : h("p", { class: "empty" }, t("queueEmpty")),
  );
}

function drawSaid() {
  const entries = [...said.values()].sort((a, b) => b.danmaku - a.danmaku);
  replace(
    $("#said"),
    entries.length ? entries.map((entry) => item(entry, false)) : h("p", { class: "empty" }, t("emptyChat")),
  );
}

function drawOne(entry) {
  const before = $(`#said [data-number="${entry.danmaku}"]`);
  const after = item(entry, false);
  // A button that is replaced while it is pressed is never clicked.
  if (before && !before.isEqualNode(after)) before.replaceWith(after);
}

function drawAudit() {
  replace(
    $("#audit"),
    audit.length
      ? audit.map((line) =>
          h(
            "p",
            { class: "line" },
            h("span", { class: "when" }, clock(line.at_ms)),
            h("bdi", {}, names.get(line.actor) ?? line.actor),
            h("span", { class: "quiet" }, has(`did_${line.action}`) ? t(`did_${line.action}`) : line.action),
            h("bdi", {}, names.get(line.subject) ?? line.subject),
          ),
        )
      : h("p", { class: "empty" }, t("auditEmpty")),
  );
}

function drawState() {
  $("#title").removeAttribute("data-word");
  $("#title").textContent = `${t("moderation")} · ${state.title}`;
  const isLive = Boolean(state.show && !state.show.ended_ms);
  const chip = $("#live-chip");
  chip.hidden = false;
  chip.textContent = t(isLive ? "live" : "offline");
  chip.classList.toggle("live", isLive);
  $("#viewers").hidden = false;
  $("#viewers").textContent = t("viewers", { n: number(state.viewers) });
}

function drawTools() {
  const links = (role) => attempt(() => api.post(`${path}/invitations`, { role }));
  const rights = () => attempt(() => api.post(`${path}/publish`));
  replace($("#tools"), tools({ person: api.person, act, links, rights, state: () => state, platform }));
}

const platform = {
  look: () => attempt(() => api.get(`${path}/platforms/bilibili`)),
  connect: (keys) => attempt(() => api.put(`${path}/platforms/bilibili`, keys)),
  forget: () => attempt(() => api.delete(`${path}/platforms/bilibili`)),
};

const act = (type, fields) => attempt(() => room.act(type, fields));

async function loadQueue() {
  const held = await attempt(() => api.get(`${path}/held?limit=200`));
  if (!held) return;
  const before = [...queue.keys()].join();
  queue.clear();
  for (const entry of held.filter((each) => !each.is_hidden)) queue.set(entry.danmaku, entry);
  if ([...queue.keys()].join() !== before || !$("#queue").childElementCount) drawQueue();
}

async function loadAudit() {
  const lines = await attempt(() => api.get(`${path}/audit?limit=30`));
  if (!lines) return;
  audit = lines;
  drawAudit();
}

function note(event) {
  switch (event.type) {
    case "danmaku": {
      names.set(event.by.user, event.by.name);
      const entry = { danmaku: event.danmaku, user: event.by.user, name: event.by.name, text: event.text, source: event.source };
      Object.assign(entry, { reasons: [], is_hidden: false, at_ms: event.at_ms });
      said.set(entry.danmaku, entry);
      $("#said .empty")?.remove();
      $("#said").prepend(item(entry, false));
      if (said.size > MAX_SAID) {
        const oldest = said.keys().next().value;
        said.delete(oldest);
        $(`#said [data-number="${oldest}"]`)?.remove();
      }
      break;
    }
    case "danmaku_hidden":
      for (const each of event.danmaku) {
        const entry = said.get(each);
        if (!entry) continue;
        entry.is_hidden = event.is_hidden;
        drawOne(entry);
      }
      break;
    case "restricted":
    case "member_changed":
      loadAudit();
      break;
    case "viewers":
      state.viewers = event.count;
      drawState();
      break;
    case "show":
      state.show = event.show.ended_ms ? null : event.show;
      drawState();
      drawTools();
      break;
    case "slow_mode":
      state.slow_mode_s = event.seconds;
      drawTools();
      break;
    default:
  }
}

async function signIn() {
  const invitation = new URLSearchParams(location.hash.slice(1)).get("invitation");
  if (invitation) {
    history.replaceState(null, "", location.pathname);
    return api.signIn({ invitation });
  }
  return (await api.resume(roomId)) ? api.person : null;
}

async function begin() {
  const server = await api.get("/api/server");
  const person = await signIn();
  if (!person || !["moderator", "cohost", "anchor"].includes(person.role)) {
    problem(t("signInModerator"));
    return;
  }
  const recent = await api.get(`${path}/danmaku?limit=60`);
  for (const entry of recent.reverse()) {
    names.set(entry.user, entry.name);
    if (entry.shown !== null) said.set(entry.danmaku, entry);
  }
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  const host = server.ws_port ? `${location.hostname}:${server.ws_port}` : location.host;
  room = new Room(`${scheme}://${host}/ws`, roomId, (isRefused) => api.token(isRefused));
  room.addEventListener("joined", ({ detail }) => {
    state = detail.state;
    drawState();
    drawTools();
    drawQueue();
  });
  room.addEventListener("event", ({ detail }) => note(detail));
  room.addEventListener("state", ({ detail }) => {
    if (detail.state === "reconnecting") problem(t("reconnecting", { n: detail.detail }));
    else if (detail.state === "stopped") problem(t("stopped", { why: detail.detail }));
    else problem("");
  });
  $("#watch").href = `/r/${encodeURIComponent(roomId)}`;
  $("#watch").hidden = false;
  $("#desk").hidden = false;
  drawSaid();
  room.open();
  await Promise.all([loadQueue(), loadAudit()]);
  setInterval(loadQueue, POLL_MS);
}

beginPage(() => {
  if (!state) return;
  drawState();
  drawQueue();
  drawSaid();
  drawAudit();
  drawTools();
});

try {
  await begin();
} catch (error) {
  problem(t("failed", { why: error.message }));
}
