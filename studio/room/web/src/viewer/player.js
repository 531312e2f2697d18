// The picture: FLV over WebSocket through mpegts.js where the browser has MSE (under 1 s behind), else LL-HLS.
// Ends and errors are tried again for as long as the page is open; the library is fetched when it is first needed.

import { socketLoader } from "./socket.js";

const RETRY_MS = 1_500;
const STALLED_MS = 6_000;
// Farther behind than this (a tab that slept, a slow moment) it jumps; between, it plays a little faster.
const JUMP_BEHIND_S = 3;
const WANTED_BEHIND_S = 0.6;

// Events: "playing", "gone" (no picture now), "figures" {delayS, kbps}.
export class Player extends EventTarget {
  #video;
  #addresses;
  #engine = null;
  #stop = null;
  #isWanted = false;
  #isShowing = false;
  #retry = null;
  #lastMoveMs = 0;
  #lastTime = 0;

  // addresses: {flv, hls}
  constructor(video, addresses) {
    super();
    this.#video = video;
    this.#addresses = addresses;
    setInterval(() => this.#watch(), 500);
  }

  start() {
    this.#isWanted = true;
    this.#begin();
  }

  stop() {
    this.#isWanted = false;
    clearTimeout(this.#retry);
    this.#end();
  }

  // How far the last received picture is ahead of the one that is shown, in seconds.
  get behindS() {
    const { buffered, currentTime } = this.#video;
    return buffered.length ? Math.max(0, buffered.end(buffered.length - 1) - currentTime) : 0;
  }

  async #begin() {
    this.#end();
    this.#lastMoveMs = performance.now();
    const begin = globalThis.MediaSource ? this.#beginFlv : this.#beginHls;
    try {
      await begin.call(this);
      await this.#video.play().catch((error) => {
        if (error.name === "NotAllowedError") this.dispatchEvent(new Event("blocked"));
      });
    } catch {
      this.#later();
    }
  }

  async #beginFlv() {
    const { default: mpegts } = await import("mpegts.js");
    mpegts.LoggingControl.enableAll = false;
    const engine = mpegts.createPlayer(
      { type: "flv", isLive: true, url: this.#addresses.flv, cors: true },
      {
        customLoader: socketLoader(mpegts),
        enableWorker: false,
        enableStashBuffer: false,
        liveSync: true,
        liveSyncMaxLatency: 1.2,
        liveSyncTargetLatency: WANTED_BEHIND_S,
        liveSyncPlaybackRate: 1.1,
        autoCleanupSourceBuffer: true,
        autoCleanupMaxBackwardDuration: 30,
        autoCleanupMinBackwardDuration: 15,
      },
    );
    engine.on(mpegts.Events.ERROR, () => this.#later());
    engine.on(mpegts.Events.LOADING_COMPLETE, () => this.#later());
    engine.on(mpegts.Events.STATISTICS_INFO, (figures) => this.#figures(figures.speed * 8));
    engine.attachMediaElement(this.#video);
    engine.load();
    this.#engine = engine;
    this.#stop = () => engine.destroy();
  }

  async #beginHls() {
    if (this.#video.canPlayType("application/vnd.apple.mpegurl")) {
      this.#video.src = this.#addresses.hls;
      this.#video.onerror = () => this.#later();
      this.#stop = () => {
        this.#video.onerror = null;
        this.#video.removeAttribute("src");
        this.#video.load();
      };
      return;
    }
    const { default: Hls } = await import("hls.js/dist/hls.light.mjs");
    const engine = new Hls({ lowLatencyMode: true, backBufferLength: 30 });
    engine.on(Hls.Events.ERROR, (_, data) => data.fatal && this.#later());
    engine.loadSource(this.#addresses.hls);
    engine.attachMedia(this.#video);
    this.#stop = () => engine.destroy();
  }

  #end() {
    const stop = this.#stop;
    this.#stop = null;
    this.#engine = null;
    try {
      stop?.();
    } catch {
      // it was broken already: that is why it ends
    }
  }

  #later() {
    if (!this.#isWanted) return;
    this.#end();
    this.#show(false);
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.#isWanted && this.#begin(), RETRY_MS);
  }

  #watch() {
    if (!this.#isWanted || !this.#stop) return;
    const now = performance.now();
    const time = this.#video.currentTime;
    if (time !== this.#lastTime) {
      this.#lastTime = time;
      this.#lastMoveMs = now;
      this.#show(true);
    } else if (!this.#video.paused && now - this.#lastMoveMs > STALLED_MS) {
      this.#later();
      return;
    }
    if (!this.#video.paused && this.behindS > JUMP_BEHIND_S) {
      this.#video.currentTime += this.behindS - WANTED_BEHIND_S;
    }
  }

  #show(isShowing) {
    if (isShowing === this.#isShowing) return;
    this.#isShowing = isShowing;
    this.dispatchEvent(new Event(isShowing ? "playing" : "gone"));
  }

  #figures(kbps) {
    this.dispatchEvent(new CustomEvent("figures", { detail: { behindS: this.behindS, kbps } }));
  }
}
