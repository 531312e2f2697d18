// The picture: where it comes from, and what its player says.

import { relayAddress } from "../lib/address.js";
import { $ } from "../lib/dom.js";
import { t } from "../lib/words.js";
import { letCaptions } from "./caption.js";
import { offerCaptionLook } from "./caption_look.js";
import { showHeading, showOffline } from "./heading.js";
import { effects, layer } from "./parts.js";
import { Player } from "./player.js";
import { Stage } from "./stage.js";
import { roomId, world } from "./world.js";

export function openProgramme(server) {
  const path = encodeURIComponent(roomId);
  const player = new Player($("#video"), {
    flv: relayAddress("ws", server.relay_ws_port, `/live/${path}.flv`),
    // Not index.m3u8, which has captions too: this page shows those that the room tells it.
    hls: relayAddress("http", server.relay_http_port, `/hls/${path}/video.m3u8`),
  });
  const stage = new Stage(player, {
    danmaku: (isOn) => {
      layer.isOn = isOn;
      if (!isOn) layer.clear();
    },
    captions: letCaptions,
    effects: (isOn) => (effects.isOn = isOn),
  });
  offerCaptionLook();
  player.addEventListener("playing", () => {
    world.isPlaying = true;
    $("#offline").hidden = true;
    showHeading();
    stage.draw();
  });
  player.addEventListener("gone", () => {
    world.isPlaying = false;
    $("#offline").hidden = false;
    showHeading();
    showOffline();
    stage.draw();
  });
  player.addEventListener("figures", ({ detail }) => showFigures(detail));
  player.start();
  return stage;
}

function showFigures({ behindS, kbps }) {
  const seconds = behindS.toFixed(1);
  $("#delay").textContent = t("delay", { s: seconds });
  $("#delay").title = t("delayLong", { s: seconds });
  const { videoHeight } = $("#video");
  $("#rate").textContent = `${videoHeight ? `${videoHeight}p · ` : ""}${t("rate", { n: Math.round(kbps) })}`;
}
