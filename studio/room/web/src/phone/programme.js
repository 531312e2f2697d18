// The programme as a guest gets it back: shown, and heard as soon as the browser allows it.
// A browser plays no sound before somebody has touched the page; then the picture comes first, and a button brings the sound.

export class Programme {
  #video;
  #button;
  #say;
  #stream = null;
  #word = null;

  // say: is told the word that says how it is; null for nothing.
  constructor(video, button, say) {
    this.#video = video;
    this.#button = button;
    this.#say = say;
    button.addEventListener("click", () => this.#play());
    video.addEventListener("resize", () => this.#show());
  }

  begin() {
    this.#stream = new MediaStream();
    this.#video.srcObject = this.#stream;
    this.#tell("programmeWaiting");
  }

  end() {
    this.#stream = null;
    this.#video.srcObject = null;
    this.#button.hidden = true;
    this.#tell(null);
  }

  take(track) {
    if (!this.#stream) return;
    for (const old of this.#stream.getTracks()) if (old.kind === track.kind) this.#stream.removeTrack(old);
    this.#stream.addTrack(track);
    this.#play();
  }

  // What the studio says of it.
  hear({ picture, is_slow: isSlow, is_missed: isMissed }) {
    if (!this.#stream) return;
    if (isMissed === true) this.#tell("programmeMissed");
    else if (picture === false) this.#tell("programmeNoPicture");
    else if (isSlow === true) this.#tell("programmeSlow");
    else this.#show();
  }

  get isSeen() {
    return Boolean(this.#stream) && this.#video.videoWidth > 2;
  }

  async #play() {
    this.#video.muted = false;
    try {
      await this.#video.play();
      this.#button.hidden = true;
    } catch (error) {
      if (error.name !== "NotAllowedError") return; // another track came meanwhile, and plays it
      this.#button.hidden = false;
      this.#video.muted = true;
      this.#video.play().catch(() => {});
    }
  }

  #show() {
    if (this.#stream) this.#tell(this.isSeen ? "programmeSeen" : "programmeWaiting");
  }

  #tell(word) {
    if (word === this.#word) return;
    this.#word = word;
    this.#say(word);
  }
}
