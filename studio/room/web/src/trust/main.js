// Helps a phone to trust this room's HTTPS in two steps, and goes on by itself once it does.
// Where to go on stands in the fragment, as /trust#/phone/1#invitation=…: no server sees it.

import { $ } from "../lib/dom.js";
import { beginPage } from "../lib/page.js";
import { t } from "../lib/words.js";

const LOOK_MS = 3_000;
const KINDS = ["iphone", "android", "computer"];
const wanted = location.hash.slice(1);
const target = wanted.startsWith("/") ? wanted : "/";
let kind = guess();
let secure = "";
let fingerprint = "";
let state = "trustLooking";

function guess() {
  const agent = navigator.userAgent;
  const isTablet = agent.includes("Macintosh") && navigator.maxTouchPoints > 1; // an iPad says that it is a Mac
  if (/iPhone|iPad|iPod/.test(agent) || isTablet) return "iphone";
  return agent.includes("Android") ? "android" : "computer";
}

function draw() {
  for (const each of KINDS) $(`#kind-${each}`).setAttribute("aria-pressed", String(each === kind));
  const ending = kind === "iphone" ? "mobileconfig" : "crt";
  $("#download").href = `/trust/rocket-studio.${ending}`;
  $("#first").textContent = t(`trust_first_${kind}`);
  $("#second").textContent = t(`trust_second_${kind}`);
  $("#state").textContent = t(state);
  $("#state").classList.toggle("good", state === "trustDone");
  $("#fingerprint").textContent = fingerprint.match(/.{4}/g)?.join(" ") ?? "";
  const isDone = state === "trustDone";
  $("#steps").hidden = isDone;
  $("#onward").hidden = !isDone;
  $("#onward").href = secure + target;
}

async function look() {
  if (!secure || state === "trustDone" || document.hidden) return;
  try {
    await fetch(`${secure}/trust/check`, { cache: "no-store", credentials: "omit" });
    state = "trustDone";
    draw();
    if (target !== "/") location.replace(secure + target);
  } catch {
    state = "trustNotYet";
    draw();
  }
}

async function begin() {
  try {
    const found = await (await fetch("/api/trust")).json();
    secure = `https://${location.hostname}:${found.https_port}`;
    fingerprint = found.fingerprint;
  } catch {
    state = "trustAway";
  }
  draw();
  await look();
  setInterval(look, LOOK_MS);
  document.addEventListener("visibilitychange", look);
}

for (const each of KINDS) {
  $(`#kind-${each}`).addEventListener("click", () => {
    kind = each;
    draw();
  });
}
beginPage(draw);
begin();
