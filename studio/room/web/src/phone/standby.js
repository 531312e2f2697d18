// A phone that may go on air alone: a second call, to the room's own way on air, which goes on when the studio dies.
// Both its owner and the anchor have to want it. Events: "state" (a word for the page, null for none), "tally".
// While it is on air, a studio may take the programme back: the phone is told so, and may call that off.

import { Call } from "./call.js";

const AIR = "air";
const WORDS = { asked: "standbyAsked", allowed: "standbyAllowed", calling: "standbyCalling", warm: "standbyWarm" };

export class Standby extends EventTarget {
  #act;
  #servers;
  #call = null;
  #state = "";
  isOnAir = false;
  taker = ""; // the device that is about to go on in this phone's place

  // act: does something in the room; servers: gives those of STUN and TURN.
  constructor(act, servers) {
    super();
    this.#act = act;
    this.#servers = servers;
  }

  get isWanted() {
    return ["asked", "calling", "warm"].includes(this.#state);
  }

  // Only where it is this phone that is on air: whose page is the anchor's hears of all handoffs.
  get isBeingTaken() {
    return this.isOnAir && Boolean(this.taker);
  }

  get word() {
    return this.isOnAir ? "standbyOnAir" : (WORDS[this.#state] ?? null);
  }

  toggle() {
    return this.#act("stand_by", { on: !this.isWanted });
  }

  // Takes what the room says of this phone, and calls or hangs up.
  follow(me, stream) {
    this.#state = me.standby ?? "";
    const stands = this.#state === "calling" || this.#state === "warm";
    if (stands && !this.#call && stream) this.#begin(stream);
    else if (!stands) this.#drop();
    this.#say();
  }

  // Takes who is about to take the programme back, as the room says it.
  heed(said) {
    this.taker = said.state === "ended" ? "" : said.device;
    this.#say();
  }

  stay() {
    return this.#act("handoff_cancel");
  }

  hear(from, signal) {
    return this.#call?.hear(from, signal);
  }

  replace(track) {
    return this.#call?.replace(track);
  }

  end() {
    this.#state = this.taker = "";
    this.#drop();
    this.#say();
  }

  #begin(stream) {
    this.#call = new Call(stream, (data) => this.#act("signal", { to: AIR, data }), this.#servers, false, AIR);
    this.#call.addEventListener("control", ({ detail }) => this.#obey(detail));
    this.#call.begin();
  }

  #obey(order) {
    if (order.type === "tally") {
      this.isOnAir = order.on_air === true;
      this.#say();
    } else if (order.type === "set") {
      this.#call?.limit(order);
    } else if (order.type === "keyframe") {
      this.#call?.sendKey();
    }
  }

  #drop() {
    this.#call?.end();
    this.#call = null;
    this.isOnAir = false;
  }

  #say() {
    this.dispatchEvent(new CustomEvent("state", { detail: this.word }));
  }
}
