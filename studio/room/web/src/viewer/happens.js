// What happens in the room, and what is seen of it.

import { t } from "../lib/words.js";
import { hearts } from "./applause.js";
import { showCaption } from "./caption.js";
import { showHeading, showSlowMode, showViewers } from "./heading.js";
import { hint } from "./hint.js";
import { banners, battle, cards, catalogue, effects, layer, lines } from "./parts.js";
import { nowMs, world } from "./world.js";

const MENTIONED_LEVEL = 5;
const BANNER_MS = 5_000;
const FEN_A_COIN = 10;

const whoOf = (user) => (user === world.me?.user ? world.me.name : user);

// A platform's gift in a lane of its own run; ten fen weigh as much as a coin when lanes are short.
function asBanner(message) {
  const combo = `${message.source}:${message.combo || message.message}`;
  return {
    kind: "",
    combo,
    combo_count: message.combo_count || message.count,
    combo_ends_ms: message.at_ms + BANNER_MS,
    coins: message.worth_fen / FEN_A_COIN,
    tier: message.worth_fen ? "small" : "free",
  };
}

export const HAPPENS = {
  danmaku(message) {
    lines.danmaku(message);
    layer.show(message, message.by.user === world.me?.user);
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
  foreign_gift(message) {
    lines.foreignGift(message);
    banners.show({ ...message, ...asBanner(message) });
  },
  foreign_removed: (message) => lines.takeBack(message),
  likes: (message) => hearts(Math.min(message.count, 6)),
  viewers(message) {
    world.state.viewers = message.count;
    showViewers();
  },
  member_changed({ who, what }) {
    if (who.user === world.me?.user) world.me = who;
    const isWorthALine = who.level >= MENTIONED_LEVEL || who.user === world.me?.user;
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
    if (who === world.me?.user && what === "mute" && isOn) {
      hint(t("youWereMuted", { time: new Date(untilMs).toLocaleTimeString() }));
    }
  },
  slow_mode(message) {
    world.state.slow_mode_s = message.seconds;
    showSlowMode();
  },
  poll(message) {
    world.state.poll = message.poll.is_open ? message.poll : null;
    cards.poll(message.poll);
  },
  lottery(message) {
    world.state.lottery = message.lottery.is_open ? message.lottery : null;
    cards.lottery(message.lottery);
  },
  battle(message) {
    if (message.battle.reason === "split") lines.system(t("battleSplit"));
    world.state.battle = message.battle.phase === "over" ? null : message.battle;
    battle.show(message.battle);
  },
  show(message) {
    const isOver = Boolean(message.show.ended_ms);
    world.state.show = isOver ? null : message.show;
    showHeading();
    lines.system(isOver ? t("showEnded") : t("showStarted", { title: message.show.title }));
  },
  caption: showCaption,
};

// A gift that came while we were away: a line, but no banner, as it is over.
export function showMissedGift(message) {
  lines.gift({ ...message, name: catalogue.name(message.kind, message.name) }, catalogue.symbol(message.kind));
}
