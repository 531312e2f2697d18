// The call to the studio by WebRTC: offers, answers "control", and calls anew whenever the line is gone.
// Events: "state" ("calling" | "linked" | "lost"), "control" (a message of the studio's), "programme" (a track of it,
// for guests; a phone asks for nothing in return).
// Where the studio has an SFU answer, the programme comes on a second line, and "control" goes by signals.

import { PROGRAMME, ProgrammeLine } from "./programme_line.js";

const ANSWER_MS = 6_000;
const SILENT_MS = 3_000;
const AGAIN_MS = 1_500;
const STUDIO = "studio";
// ?relay in the address: by TURN alone, for trying whether that works.
const POLICY = new URLSearchParams(location.search).has("relay") ? "relay" : "all";

export class Call extends EventTarget {
  #send;
  #servers;
  #stream;
  #pc = null;
  #control = null;
  #timer = null;
  #early = [];
  #isOver = true;
  #order = {};
  #number = 0;
  #iceServers = [];
  #programme = null;
  #isRelayed = false;
  #looksOn;
  #to;

  // send: passes a signal on to the studio, and may throw; servers: gives those of STUN and TURN; looksOn: wants the
  // programme in return; to: whom to call.
  constructor(stream, send, servers, looksOn, to = STUDIO) {
    super();
    this.#to = to;
    this.#looksOn = looksOn;
    this.#stream = stream;
    this.#send = send;
    this.#servers = servers;
  }

  begin() {
    this.#isOver = false;
    this.#again(0);
  }

  end() {
    this.#isOver = true;
    clearTimeout(this.#timer);
    if (this.#pc) this.#tell({ type: "bye" });
    this.#drop();
  }

  get isLinked() {
    return this.#pc?.connectionState === "connected";
  }

  say(message) {
    if (this.#isRelayed) this.#tell({ type: "control", text: JSON.stringify(message) });
    else if (this.#control?.readyState === "open") this.#control.send(JSON.stringify(message));
  }

  stats() {
    return this.#pc?.getStats() ?? null;
  }

  // Takes a signal that the room passed on.
  async hear(from, signal) {
    if (from !== this.#to || this.#isOver) return;
    const pc = this.#pc;
    try {
      const isOurs = (signal.call ?? this.#number) === this.#number;
      if (signal.type === "relayed") {
        this.#isRelayed = true;
      } else if (signal.type === "control") {
        this.#heard(signal.text);
      } else if (signal.type === "offer" && signal.part === PROGRAMME && this.#looksOn) {
        await this.#lookOn(signal.sdp);
      } else if (signal.type === "answer" && isOurs && pc?.signalingState === "have-local-offer") {
        await pc.setRemoteDescription({ type: "answer", sdp: signal.sdp });
        this.#shape();
      } else if (signal.type === "candidate" && pc?.remoteDescription) {
        await pc.addIceCandidate(signal);
      } else if (signal.type === "bye") {
        this.#again(signal.again ? 0 : AGAIN_MS);
      }
    } catch {
      this.#again(AGAIN_MS);
    }
  }

  // Sends another track in place of the one of its kind.
  replace(track) {
    const sender = this.#pc?.getSenders().find((each) => each.track?.kind === track.kind);
    return sender?.replaceTrack(track);
  }

  // Sends no more than this from now on.
  limit(order) {
    this.#order = { ...this.#order, ...order };
    this.#shape();
  }

  // A key frame is what a changed encoding begins with, and what every receiver may ask for by RTCP.
  async sendKey() {
    const sender = this.#video();
    if (!sender) return;
    const parameters = sender.getParameters();
    const encodings = parameters.encodings.map(() => ({ keyFrame: true }));
    await sender.setParameters(parameters, { encodingOptions: encodings }).catch(() => {});
  }

  #video() {
    return this.#pc?.getSenders().find((each) => each.track?.kind === "video");
  }

  async #shape() {
    const sender = this.#video();
    const parameters = sender?.getParameters();
    if (!parameters?.encodings?.length) return;
    const { kbps, fps, scale } = this.#order;
    if (scale) parameters.encodings[0].scaleResolutionDownBy = scale;
    if (kbps) parameters.encodings[0].maxBitrate = kbps * 1000;
    if (fps) parameters.encodings[0].maxFramerate = fps;
    // What goes on air as it is keeps its size: platforms stumble over another one.
    parameters.degradationPreference = this.#to === STUDIO ? "balanced" : "maintain-resolution";
    await sender.setParameters(parameters).catch(() => {});
  }

  #again(afterMs) {
    clearTimeout(this.#timer);
    if (this.#isOver) return;
    this.#timer = setTimeout(() => this.#call(), afterMs);
  }

  async #call() {
    this.#drop();
    this.#say("calling");
    this.#again(ANSWER_MS + AGAIN_MS * Math.random());
    try {
      this.#iceServers = await this.#servers();
      const pc = new RTCPeerConnection({ iceServers: this.#iceServers, iceTransportPolicy: POLICY });
      if (this.#isOver) return pc.close();
      this.#pc = pc;
      this.#number += 1;
      for (const track of this.#stream.getTracks()) pc.addTrack(track, this.#stream);
      preferH264(pc);
      if (!this.#looksOn) for (const part of pc.getTransceivers()) part.direction = "sendonly";
      this.#listen(pc);
      await pc.setLocalDescription();
      await this.#send({ type: "offer", sdp: pc.localDescription.sdp, call: this.#number });
      for (const candidate of this.#early.splice(0)) this.#tell(candidate);
    } catch {
      // the timer calls again
    }
  }

  #listen(pc) {
    const control = pc.createDataChannel("control");
    this.#control = control;
    control.onmessage = ({ data }) => this.#heard(data);
    control.onopen = () => this.dispatchEvent(new CustomEvent("open"));
    pc.onicecandidate = ({ candidate }) => {
      if (!candidate?.candidate) return;
      const { sdpMid, sdpMLineIndex } = candidate;
      const signal = { type: "candidate", candidate: candidate.candidate, sdpMid, sdpMLineIndex };
      if (pc.remoteDescription) this.#tell(signal);
      else this.#early.push(signal); // the offer goes first
    };
    pc.ontrack = (event) => this.#take(event);
    pc.onconnectionstatechange = () => {
      if (pc !== this.#pc) return;
      if (pc.connectionState === "connected") {
        clearTimeout(this.#timer);
        this.#say("linked");
        if (this.#isRelayed) this.dispatchEvent(new CustomEvent("open"));
      } else if (pc.connectionState === "disconnected") {
        this.#say("lost");
        this.#again(SILENT_MS);
      } else if (["failed", "closed"].includes(pc.connectionState)) {
        this.#say("lost");
        this.#again(0);
      }
    };
  }

  async #lookOn(sdp) {
    if (this.#programme?.isAbout(sdp)) return this.#programme.answerAgain();
    this.#programme?.close();
    const tell = (signal) => this.#tell(signal);
    const take = (event) => this.#take(event);
    const line = new ProgrammeLine(this.#iceServers, tell, take, () => this.#again(0));
    this.#programme = line;
    try {
      await line.answer(sdp);
    } catch {
      line.close(); // the call goes on without it: the studio offers it again, and says so where that comes to nothing
      if (this.#programme === line) this.#programme = null;
    }
  }

  #take({ track, receiver }) {
    if ("jitterBufferTarget" in receiver) receiver.jitterBufferTarget = 0; // who talks can't wait for smoothness
    this.dispatchEvent(new CustomEvent("programme", { detail: track }));
  }

  #heard(text) {
    let message;
    try {
      message = JSON.parse(text);
    } catch {
      return;
    }
    this.dispatchEvent(new CustomEvent("control", { detail: message }));
  }

  #tell(signal) {
    Promise.resolve(this.#send(signal)).catch(() => {});
  }

  #drop() {
    this.#control = null;
    this.#early = [];
    this.#isRelayed = false;
    this.#programme?.close();
    this.#programme = null;
    const pc = this.#pc;
    this.#pc = null;
    pc?.close();
  }

  #say(state) {
    this.dispatchEvent(new CustomEvent("state", { detail: state }));
  }
}

// Phones make H.264 in hardware, and the studio reads it cheapest.
function preferH264(pc) {
  const codecs = RTCRtpSender.getCapabilities?.("video")?.codecs;
  if (!codecs) return;
  const rank = ({ mimeType }) => (mimeType === "video/H264" ? 0 : 1);
  for (const part of pc.getTransceivers()) {
    if (part.sender.track?.kind === "video") part.setCodecPreferences?.([...codecs].sort((a, b) => rank(a) - rank(b)));
  }
}
