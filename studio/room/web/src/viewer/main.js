// The viewer's page: the programme, what is said over it and beside it, gifts, polls, lotteries and battles.

import { relayAddress } from "../lib/address.js";
import { ApiError } from "../lib/api.js";
import { $ } from "../lib/dom.js";
import { beginPage } from "../lib/page.js";
import { Room } from "../lib/room.js";
import { remembered } from "../lib/settings.js";
import { t } from "../lib/words.js";
import { listenForApplause } from "./applause.js";
import { listenForGiving } from "./giving.js";
import { HAPPENS, showMissedGift } from "./happens.js";
import { showConnection, showHeading } from "./heading.js";
import { hint } from "./hint.js";
import { listenForKeys } from "./keys.js";
import { battle, cards, catalogue, lines, tray } from "./parts.js";
import { openProgramme } from "./programme.js";
import { listenForTalk, showForms } from "./talk.js";
import { drawBalance, showBalance } from "./wallet.js";
import { roomId, world } from "./world.js";

const RETRY_MS = 2_000;

function showState(next) {
  world.state = next;
  showHeading();
  if (next.poll) cards.poll(next.poll);
  if (next.lottery) cards.lottery(next.lottery);
  battle.show(next.battle);
}

function openRoom(server) {
  const before = world.room;
  const address = relayAddress("ws", server.ws_port, "/ws");
  const room = new Room(address, roomId, (isRefused) => world.api.token(isRefused), (path) => world.api.get(path));
  world.room = room;
  before?.close();
  let hasBeenIn = false;
  room.addEventListener("state", ({ detail }) => showConnection(detail));
  room.addEventListener("joined", ({ detail }) => {
    if (!detail.recovered && hasBeenIn) lines.system(t("gap"));
    hasBeenIn = true;
    world.me = detail.you;
    showState(detail.state);
    showBalance(detail.balance);
  });
  room.addEventListener("event", ({ detail }) => HAPPENS[detail.type]?.(detail));
  room.addEventListener("missed", ({ detail }) => showMissedGift(detail));
  room.open();
}

async function signIn() {
  const { api } = world;
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
  const server = await world.api.get("/api/server");
  await signIn();
  catalogue.fill(await world.api.get("/api/gifts"));
  tray.draw();
  openRoom(server);
  showForms();
  return { server, stage: openProgramme(server) };
}

let opened = null;

beginPage(() => {
  tray.draw();
  cards.draw();
  battle.draw();
  opened?.stage.draw();
  showHeading();
  drawBalance();
});

listenForTalk(() => openRoom(opened.server));
listenForApplause();
listenForGiving();
for (;;) {
  try {
    opened = await begin();
    listenForKeys(opened.stage);
    break;
  } catch (error) {
    const isLost = error instanceof ApiError && error.status < 500;
    $("#offline-text").removeAttribute("data-word");
    $("#offline-text").textContent = isLost ? t("failed", { why: error.message }) : t("reconnecting", { n: 1 });
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
}
