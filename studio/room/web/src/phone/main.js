// The page that makes a phone a camera of the studio, or lets a guest talk with the anchor.

import { relayAddress } from "../lib/address.js";
import { Api } from "../lib/api.js";
import { $ } from "../lib/dom.js";
import { beginPage } from "../lib/page.js";
import { Room } from "../lib/room.js";
import { remember, remembered } from "../lib/settings.js";
import { t } from "../lib/words.js";
import { allowBeeps, beep } from "./beep.js";
import { Call } from "./call.js";
import { Camera } from "./camera.js";
import { Entry } from "./entry.js";
import { Programme } from "./programme.js";
import { beginReports } from "./report.js";
import { Standby } from "./standby.js";

const [, place, roomId] = location.pathname.split("/");
const isGuest = place === "guest";
const api = new Api();
const entry = new Entry(api, roomId);
const camera = new Camera(isGuest);
let call = null;
let room = null;
let isInProgramme = false;
const standby = new Standby((type, fields) => room.act(type, fields), servers);
let reports = null;
let said = ["phoneReady", {}];
const programme = new Programme($("#programme"), $("#hear"), (word) => {
  $("#programme").hidden = $("#programme-state").hidden = !word;
  if (word) $("#programme-state").dataset.word = word;
  if (word) $("#programme-state").textContent = t(word);
  $("#finder").classList.toggle("has-programme", programme.isSeen);
});

function show(word, fields = {}, isBad = false) {
  said = [word, fields];
  $("#state").textContent = t(word, fields);
  $("#state").classList.toggle("bad", isBad);
}

function showTally(next = isInProgramme) {
  isInProgramme = next;
  const isOnAir = isInProgramme || standby.isOnAir;
  $("#finder").classList.toggle("is-on-air", isOnAir);
  $("#tally").classList.toggle("live", isOnAir);
  $("#tally").dataset.word = isOnAir ? "phoneOnAir" : "phoneOffAir";
  $("#tally").textContent = t($("#tally").dataset.word);
}

function showStandby() {
  const word = standby.word;
  $("#standby").setAttribute("aria-pressed", String(standby.isWanted));
  $("#standby-state").hidden = !word;
  if (word) $("#standby-state").dataset.word = word;
  if (word) $("#standby-state").textContent = t(word);
  $("#taken").hidden = !standby.isBeingTaken;
  if (standby.isBeingTaken) $("#taker").textContent = t("standbyTaken", { device: standby.taker });
  showTally();
}

function showCamera() {
  $("#preview").srcObject = camera.stream;
  $("#finder").classList.toggle("is-mirrored", camera.isMirrored);
  $("#torch").hidden = !camera.hasTorch;
  $("#begin").hidden = Boolean(camera.stream);
  $("#tools").hidden = !camera.stream;
}

async function obey(order) {
  switch (order.type) {
    case "set":
      if (order.lens) replace(await camera.change(order.lens));
      await camera.shape(order);
      call.limit(order);
      if (order.torch !== undefined) light(order.torch);
      return showCamera();
    case "keyframe":
      return call.sendKey();
    case "tally":
      return showTally(order.on_air === true);
    case "beep":
      return beep(Math.min(10_000, Math.max(0, Number(order.at_ms) || 0)), (isOn) => camera.light(isOn));
    case "programme":
      return programme.hear(order);
  }
}

function replace(track) {
  call?.replace(track);
  standby.replace(track);
}

async function light(isOn) {
  await camera.light(isOn);
  $("#torch").setAttribute("aria-pressed", String(isOn));
}

// Who waits is told so; who was let in calls.
function showStage({ you, host, peers, reason }) {
  const me = peers.find((each) => each.id === you);
  if (!me) {
    hangUp();
    standby.end();
    if (reason) show(`phone_${reason}`, {}, true);
  } else if (me.state === "waiting") {
    show("phoneWaiting", { n: me.place });
  } else if (!call) {
    begin();
  } else if (!host && !call.isLinked) {
    show("phoneNoStudio");
  }
  if (me && !isGuest) standby.follow(me, camera.stream);
}

function hangUp() {
  call?.end();
  call = null;
  programme.end();
  showTally(false);
}

function begin() {
  call = new Call(camera.stream, (data) => room.act("signal", { to: "studio", data }), servers, isGuest);
  call.addEventListener("state", ({ detail }) => {
    show({ calling: "phoneCalling", linked: "phoneLinked", lost: "phoneLost" }[detail], {}, detail === "lost");
    if (detail !== "linked") showTally(false);
    if (isGuest && detail === "calling") programme.begin();
  });
  call.addEventListener("programme", ({ detail }) => programme.take(detail));
  call.addEventListener("open", async () => call?.say(await camera.can()));
  call.addEventListener("control", ({ detail }) => obey(detail));
  clearInterval(reports);
  reports = beginReports(call);
  call.begin();
}

async function servers() {
  try {
    return await api.get(`/api/rooms/${encodeURIComponent(roomId)}/ice`);
  } catch {
    return []; // a server without: the same network will do
  }
}

async function come() {
  const name = isGuest ? $("#name").value.trim() || null : null;
  if (name) remember("name", name);
  await entry.signIn(name);
  const server = await api.get("/api/server");
  const address = relayAddress("ws", server.ws_port, "/ws");
  room = new Room(address, roomId, (isRefused) => entry.token(isRefused));
  room.addEventListener("joined", async () => {
    standby.heed({ state: "ended" }); // what was said meanwhile is lost
    try {
      await room.act("stage_ask", { kind: entry.kind });
    } catch (error) {
      show("failed", { why: error.message }, true);
    }
  });
  room.addEventListener("event", ({ detail }) => {
    if (detail.type === "stage") showStage(detail);
    else if (detail.type === "handoff_state") standby.heed(detail);
    else if (detail.type === "signal") [call, standby].forEach((each) => each?.hear(detail.from, detail.data));
  });
  room.addEventListener("state", ({ detail }) => {
    if (detail.state === "stopped") show("stopped", { why: detail.detail }, true);
    else if (detail.state === "reconnecting" && !call?.isLinked) show("reconnecting", { n: detail.detail });
  });
  room.open();
}

async function start() {
  $("#start").disabled = true;
  allowBeeps();
  try {
    if (!navigator.mediaDevices) return show("phoneInsecure", {}, true);
    show("phoneAsking");
    await camera.open();
    showCamera();
    show("connecting");
    await come();
    navigator.wakeLock?.request("screen").catch(() => {});
  } catch (error) {
    camera.close();
    showCamera();
    const word = { NotAllowedError: "phoneDenied", NotFoundError: "phoneNoCamera", NotReadableError: "phoneBusy" }[error.name];
    show(word ?? "failed", { why: error.message }, true);
  } finally {
    $("#start").disabled = false;
  }
}

function stop() {
  hangUp();
  standby.end();
  room?.act("stage_leave").catch(() => {});
  setTimeout((left) => left?.close(), 500, room);
  room = null;
  camera.close();
  showCamera();
  show("phoneStopped");
}

$("#start").addEventListener("click", start);
$("#stop").addEventListener("click", stop);
$("#flip").addEventListener("click", async () => {
  replace(await camera.change());
  showCamera();
});
$("#torch").addEventListener("click", () => light($("#torch").getAttribute("aria-pressed") !== "true"));
$("#microphone").addEventListener("click", () => {
  if (!camera.audio) return;
  camera.audio.enabled = !camera.audio.enabled;
  $("#microphone").setAttribute("aria-pressed", String(camera.audio.enabled));
});
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible" && camera.stream) navigator.wakeLock?.request("screen").catch(() => {});
});
$("#standby").hidden = isGuest;
$("#standby").addEventListener("click", () => standby.toggle().catch((error) => show("failed", { why: error.message }, true)));
$("#stay").addEventListener("click", () => standby.stay().catch((error) => show("failed", { why: error.message }, true)));
standby.addEventListener("state", showStandby);
addEventListener("pagehide", () => {
  call?.end();
  standby.end();
});

beginPage(() => {
  show(...said);
  showTally();
  showStandby();
});
if (isGuest) {
  $("#name").hidden = $("#name-label").hidden = false;
  $("#name").value = remembered("name", "") ?? "";
  $("#why").dataset.word = "guestWhy";
  $("#title").dataset.word = "guestTitle";
  for (const part of [$("#why"), $("#title")]) part.textContent = t(part.dataset.word);
}
show("phoneReady");
