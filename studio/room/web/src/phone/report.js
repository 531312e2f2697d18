// What the studio is told of this phone now and then: battery, the way there and back, what is sent.

const EVERY_MS = 2_000;

export function beginReports(call) {
  let battery = null;
  let before = null;
  navigator.getBattery?.().then((found) => (battery = found)).catch(() => {});
  return setInterval(async () => {
    if (!call.isLinked) return;
    const stats = await call.stats();
    let rttMs = null;
    let sent = null;
    for (const each of stats?.values() ?? []) {
      if (each.type === "candidate-pair" && each.nominated && each.currentRoundTripTime !== undefined) {
        rttMs = Math.round(each.currentRoundTripTime * 1000);
      }
      if (each.type === "outbound-rtp" && each.kind === "video") sent = { bytes: each.bytesSent, ms: each.timestamp };
    }
    const isComparable = sent && before && sent.ms > before.ms && sent.bytes >= before.bytes;
    const kbps = isComparable ? Math.round(((sent.bytes - before.bytes) * 8) / (sent.ms - before.ms)) : null;
    before = sent;
    call.say({
      type: "state",
      battery: battery?.level ?? null,
      charging: battery?.charging ?? null,
      rtt_ms: rttMs,
      kbps,
    });
  }, EVERY_MS);
}
