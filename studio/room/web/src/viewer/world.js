// What the parts of the viewer's page share: the room and who we are in it, and how to act there.

import { Api } from "../lib/api.js";
import { wishKey } from "../lib/room.js";
import { refusal } from "../lib/page.js";
import { has } from "../lib/words.js";
import { hint } from "./hint.js";

export const roomId = decodeURIComponent(location.pathname.split("/").filter(Boolean).at(-1) ?? "");

// state: the room's as it is now; me: our own person; isPlaying: whether there is a picture.
export const world = { api: new Api(), room: null, me: null, state: null, isPlaying: false };

export const nowMs = () => world.room?.nowMs() ?? Date.now();

// Listeners of what an action leads to: "balance" {detail}, "poor" (coins are wanted), "nameless" (a name is wanted).
export const wishes = new EventTarget();

export async function act(type, fields) {
  try {
    const accepted = await world.room.act(type, fields);
    if (accepted.balance !== null && accepted.balance !== undefined) {
      wishes.dispatchEvent(new CustomEvent("balance", { detail: accepted.balance }));
    }
    return accepted;
  } catch (error) {
    hint(refusal(error, has));
    if (error.code === "overdraft") wishes.dispatchEvent(new Event("poor"));
    return null;
  }
}

export async function give(gift, count) {
  if (!world.me || world.api.person?.is_guest) {
    wishes.dispatchEvent(new Event("nameless"));
    return null;
  }
  return act("give", { key: wishKey(), gift, count });
}
