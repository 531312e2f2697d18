// A room's WebSocket: joins, comes back where it was, shows every gift once, and counts the way there and back.

const FIRST_RETRY_MS = 300;
const MAX_RETRY_MS = 4_000;
const SILENCE_MS = 20_000;
const ACTION_TIMEOUT_MS = 10_000;
const PATIENCE_MS = 4_000;
const REMEMBERED_GIFTS = 50_000; // more than a room may show again after a crash
// Gifts are shown a moment after they were paid, and not always in that order.
const OVERLAP_MS = 10_000;
// Close codes after which coming back would do no good: put out, no such room.
const FINAL_CODES = new Set([4003, 4004]);
const NOT_ADMITTED = 4001;

export class Refusal extends Error {
  constructor(code, sentence, retryMs) {
    super(sentence);
    this.code = code;
    this.retryMs = retryMs;
  }
}

// Events: "joined" {message, recovered}, "event" (one event), "missed" (a gift of a gap, fetched), "state" ("connecting" | "connected" | "reconnecting" |
// "stopped", detail).
export class Room extends EventTarget {
  #address;
  #room;
  #token;
  #socket = null;
  #epoch = null;
  #offset = null;
  #floor = null;
  #tries = 0;
  #next = 1;
  #waiting = new Map();
  #gifts = new Set();
  #timer = null;
  #heard = 0;
  #skewMs = 0;
  #isClosed = false;
  #isIn = false;
  #wasRefused = false;
  #seenMs = 0;
  #get;
  roundTripMs = null;

  // address: of the WebSocket; token: a function that gives one, told whether the last was refused;
  // get: asks the HTTP API for what was missed beyond the room's history, null to do without.
  constructor(address, room, token, get = null) {
    super();
    this.#address = address;
    this.#room = room;
    this.#token = token;
    this.#get = get;
  }

  open() {
    this.#isClosed = false;
    this.#connect();
    this.#timer = setInterval(() => this.#watch(), 5_000);
  }

  close() {
    this.#isClosed = true;
    clearInterval(this.#timer);
    this.#socket?.close(1000);
  }

  // The server's wall clock.
  nowMs() {
    return Date.now() + this.#skewMs;
  }

  // Does something, once we are in; gives the accepted message or throws Refusal.
  async act(type, fields = {}) {
    if (!this.#isIn) await this.#comingIn();
    const id = String(this.#next++);
    this.#socket.send(JSON.stringify({ type, id, ...fields }));
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(id);
        reject(new Refusal("unreachable", "The room did not answer."));
      }, ACTION_TIMEOUT_MS);
      this.#waiting.set(id, { resolve, reject, timer });
    });
  }

  async #connect() {
    this.#say(this.#tries ? "reconnecting" : "connecting", this.#tries);
    let token;
    try {
      token = await this.#token(this.#wasRefused);
    } catch {
      return this.#again();
    }
    if (this.#isClosed) return;
    const socket = new WebSocket(this.#address);
    this.#socket = socket;
    this.#heard = Date.now();
    socket.onopen = () => {
      const seen = this.#epoch === null ? {} : { epoch: this.#epoch, offset: this.#offset };
      socket.send(JSON.stringify({ type: "join", room: this.#room, token, ...seen }));
    };
    socket.onmessage = (message) => {
      this.#heard = Date.now();
      // Within a message what matters most comes first, so offsets only rise from one message to the next.
      this.#floor = this.#offset;
      for (const each of JSON.parse(message.data)) this.#take(each);
    };
    socket.onclose = (event) => {
      if (socket !== this.#socket) return;
      this.#socket = null;
      this.#drop();
      if (this.#isClosed) return;
      this.#wasRefused = event.code === NOT_ADMITTED;
      if (FINAL_CODES.has(event.code)) this.#say("stopped", event.reason || String(event.code));
      else this.#again();
    };
  }

  // Full jitter, so that a whole room does not come back in one second.
  #again() {
    const longest = Math.min(MAX_RETRY_MS, FIRST_RETRY_MS * 2 ** this.#tries);
    this.#tries += 1;
    this.#say("reconnecting", this.#tries);
    setTimeout(() => !this.#isClosed && this.#connect(), 100 + Math.random() * longest);
  }

  #take(message) {
    switch (message.type) {
      case "joined":
        this.#tries = 0;
        this.#isIn = true;
        this.#skewMs = message.server_ms - Date.now();
        if (this.#epoch !== null && !message.recovered) this.#fetchMissed(this.#seenMs - OVERLAP_MS);
        this.#seenMs = Math.max(this.#seenMs, message.server_ms);
        this.#epoch = message.epoch;
        if (!message.recovered || this.#offset === null) this.#offset = message.offset;
        this.#floor = this.#offset;
        this.#say("connected");
        this.dispatchEvent(new CustomEvent("joined", { detail: message }));
        return;
      case "accepted":
        return this.#answer(message.id, (waiting) => waiting.resolve(message));
      case "refused":
        return this.#answer(message.id, (waiting) =>
          waiting.reject(new Refusal(message.code, message.sentence, message.retry_ms)),
        );
      case "closing":
        return;
      default:
        if (message.offset) {
          if (this.#floor !== null && message.offset <= this.#floor) return;
          this.#offset = Math.max(this.#offset ?? 0, message.offset);
        }
        this.#seenMs = Math.max(this.#seenMs, message.at_ms ?? 0);
        if (message.type === "gift" && this.#isRepeated(message.gift)) return;
        if (message.type === "foreign_gift" && this.#isRepeated(`${message.source}:${message.message}`)) return;
        this.dispatchEvent(new CustomEvent("event", { detail: message }));
    }
  }

  #isRepeated(gift) {
    const isRepeated = this.#gifts.delete(gift); // one that came again may come once more: it is the newest
    this.#gifts.add(gift);
    if (this.#gifts.size > REMEMBERED_GIFTS) this.#gifts.delete(this.#gifts.values().next().value);
    return isRepeated;
  }

  // Gifts of a gap, page by page; each that was not seen is one "missed".
  async #fetchMissed(sinceMs) {
    if (!this.#get) return;
    const path = `/api/rooms/${encodeURIComponent(this.#room)}/gifts`;
    let after = 0;
    for (let failures = 0; after !== null && !this.#isClosed; ) {
      try {
        const page = await this.#get(`${path}?since_ms=${Math.max(0, sinceMs)}&after=${after}&limit=500`);
        for (const gift of page.gifts) {
          if (!this.#isRepeated(gift.gift)) this.dispatchEvent(new CustomEvent("missed", { detail: gift }));
        }
        after = page.next;
      } catch {
        failures += 1;
        await new Promise((resolve) => setTimeout(resolve, Math.min(MAX_RETRY_MS, FIRST_RETRY_MS * 2 ** failures)));
      }
    }
  }

  #answer(id, how) {
    const waiting = this.#waiting.get(id);
    if (!waiting) return;
    this.#waiting.delete(id);
    clearTimeout(waiting.timer);
    how(waiting);
  }

  // Waits a moment for a connection that is on its way.
  #comingIn() {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.removeEventListener("joined", come);
        reject(new Refusal("unreachable", "The room can't be reached."));
      }, PATIENCE_MS);
      const come = () => {
        clearTimeout(timer);
        resolve();
      };
      this.addEventListener("joined", come, { once: true });
    });
  }

  #drop() {
    this.#isIn = false;
    for (const id of [...this.#waiting.keys()]) {
      this.#answer(id, (waiting) => waiting.reject(new Refusal("unreachable", "The connection was lost.")));
    }
  }

  async #watch() {
    const socket = this.#socket;
    if (!this.#isIn) return;
    if (Date.now() - this.#heard > SILENCE_MS) return socket.close(4000);
    const began = performance.now();
    try {
      await this.act("ping");
      this.roundTripMs = Math.round(performance.now() - began);
    } catch {
      // the silence will tell
    }
  }

  #say(state, detail = "") {
    this.dispatchEvent(new CustomEvent("state", { detail: { state, detail } }));
  }
}

// A key of an idempotent wish: the same key is paid once, however often it is sent.
export function wishKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(18));
  return btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_");
}
