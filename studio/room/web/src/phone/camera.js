// The phone's camera and microphone: opens them, changes lens, size and light as the studio wishes.

const FIRST = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } };
// A camera's sound is taken as it is; who talks with the anchor needs the browser's echo cancellation.
const PLAIN = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };

export class Camera {
  #facing = "environment";
  #wish = {};
  stream = null;

  constructor(isGuest) {
    this.isGuest = isGuest;
    if (isGuest) this.#facing = "user";
  }

  get isMirrored() {
    return this.#wish.mirror ?? this.#facing === "user";
  }

  get video() {
    return this.stream?.getVideoTracks()[0] ?? null;
  }

  get audio() {
    return this.stream?.getAudioTracks()[0] ?? null;
  }

  get hasTorch() {
    return Boolean(this.video?.getCapabilities?.().torch);
  }

  // Throws what getUserMedia throws: NotAllowedError, NotFoundError and others.
  async open() {
    const video = { ...FIRST, facingMode: this.#facing };
    this.stream = await navigator.mediaDevices.getUserMedia({ video, audio: this.isGuest ? true : PLAIN });
    this.video.contentHint = "motion";
  }

  close() {
    for (const track of this.stream?.getTracks() ?? []) track.stop();
    this.stream = null;
  }

  // Goes over to another lens, or to the other side; gives the new track.
  async change(deviceId = null) {
    if (!deviceId) this.#facing = this.#facing === "user" ? "environment" : "user";
    const which = deviceId ? { deviceId: { exact: deviceId } } : { facingMode: this.#facing };
    const old = this.video;
    old?.stop(); // many phones open one lens at a time
    let fresh;
    try {
      fresh = await navigator.mediaDevices.getUserMedia({ video: { ...FIRST, ...which } });
    } catch {
      fresh = await navigator.mediaDevices.getUserMedia({ video: FIRST });
    }
    const [track] = fresh.getVideoTracks();
    track.contentHint = "motion";
    if (old) this.stream.removeTrack(old);
    this.stream.addTrack(track);
    await this.shape(this.#wish);
    return track;
  }

  // Takes the picture in the size, rate and exposure that the studio asks for, as near as the camera can.
  async shape(wish) {
    this.#wish = { ...this.#wish, ...wish };
    const { width, height, fps, exposure_lock: isLocked } = this.#wish;
    const asked = {};
    if (width) asked.width = { ideal: width };
    if (height) asked.height = { ideal: height };
    if (fps) asked.frameRate = { ideal: fps };
    const can = this.video?.getCapabilities?.() ?? {};
    if (isLocked !== undefined && can.exposureMode) asked.advanced = [{ exposureMode: isLocked ? "manual" : "continuous" }];
    await this.video?.applyConstraints(asked).catch(() => {});
  }

  async light(isOn) {
    if (this.hasTorch) await this.video.applyConstraints({ advanced: [{ torch: isOn }] }).catch(() => {});
  }

  // What the studio may ask of this phone.
  async can() {
    const devices = await navigator.mediaDevices.enumerateDevices();
    const can = this.video?.getCapabilities?.() ?? {};
    return {
      type: "can",
      lenses: devices.filter((each) => each.kind === "videoinput").map((each) => ({ id: each.deviceId, label: each.label })),
      torch: this.hasTorch,
      exposure: Boolean(can.exposureMode),
      most: [can.width?.max ?? 0, can.height?.max ?? 0, Math.round(can.frameRate?.max ?? 0)],
    };
  }
}
