// The second connection of a guest who is linked by an SFU: the SFU offers the programme on it, and this end answers.

export const PROGRAMME = "programme";

export class ProgrammeLine {
  #pc;
  #tell;
  #offer = null;

  // tell: passes a signal on; take: is given each track; lost: is called once it can't be any more.
  constructor(iceServers, tell, take, lost) {
    this.#tell = (signal) => tell({ ...signal, part: PROGRAMME });
    const pc = new RTCPeerConnection({ iceServers });
    this.#pc = pc;
    pc.ontrack = take;
    pc.onconnectionstatechange = () => {
      if (["failed", "closed"].includes(pc.connectionState)) lost();
    };
    pc.onicecandidate = ({ candidate }) => {
      if (!candidate?.candidate) return;
      const { sdpMid, sdpMLineIndex } = candidate;
      this.#tell({ type: "candidate", candidate: candidate.candidate, sdpMid, sdpMLineIndex });
    };
  }

  // Whether this is what was offered already: the answer to it was lost, or is on its way.
  isAbout(sdp) {
    return sdp === this.#offer;
  }

  async answer(sdp) {
    const pc = this.#pc;
    this.#offer = sdp;
    await pc.setRemoteDescription({ type: "offer", sdp });
    await pc.setLocalDescription();
    this.answerAgain();
  }

  answerAgain() {
    const { localDescription } = this.#pc;
    if (localDescription) this.#tell({ type: "answer", sdp: localDescription.sdp });
  }

  close() {
    this.#pc.onconnectionstatechange = null;
    this.#pc.close();
  }
}
