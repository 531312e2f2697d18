// The beep check: the phone beeps and lights up at the same moment, so that the studio can measure how far its camera and
// its microphone are apart. The light is the torch where there is one, and the whole page.

const HZ = 2000;
const LASTS_MS = 100;
const LIGHT_MS = 200;

let context = null;

// Browsers let a page sound only after somebody has touched it: call this then.
export function allowBeeps() {
  context ??= new AudioContext();
  context.resume().catch(() => {});
}

// light: switches the torch.
export function beep(atMs, light) {
  if (!context) return;
  const lateMs = (context.outputLatency || context.baseLatency || 0) * 1000; // from here to the loudspeaker
  const tone = new OscillatorNode(context, { frequency: HZ });
  tone.connect(new GainNode(context, { gain: 0.8 })).connect(context.destination);
  const begin = context.currentTime + Math.max(0, atMs - lateMs) / 1000;
  tone.start(begin);
  tone.stop(begin + LASTS_MS / 1000);
  setTimeout(() => {
    document.body.classList.add("is-lit");
    light(true);
    setTimeout(() => {
      document.body.classList.remove("is-lit");
      light(false);
    }, LIGHT_MS);
  }, Math.max(0, atMs));
}
