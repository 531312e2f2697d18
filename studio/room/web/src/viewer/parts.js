// The parts of the page that show what happens, each made once.

import { $ } from "../lib/dom.js";
import { BattleBar } from "./battle.js";
import { Cards } from "./cards.js";
import { DanmakuLayer } from "./danmaku.js";
import { Banners, Catalogue, Effects, Tray } from "./gifts.js";
import { Lines } from "./lines.js";
import { act, give, nowMs, world } from "./world.js";

export const catalogue = new Catalogue();
export const layer = new DanmakuLayer($("#danmaku"));
export const lines = new Lines($("#lines"), $("#newer"), () => world.me);
export const banners = new Banners($("#banners"), catalogue);
export const effects = new Effects($("#effect"), catalogue);
export const battle = new BattleBar($("#battle"), nowMs);
export const cards = new Cards($("#cards"), act, nowMs, catalogue);
export const tray = new Tray($("#tray"), catalogue, give);
