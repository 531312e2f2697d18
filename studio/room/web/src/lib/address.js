// Where the parts of a server are: on ports of their own, or, port 0, behind a proxy where the page came from.

// scheme: "ws" or "http".
export function relayAddress(scheme, port, path) {
  const isSecure = location.protocol === "https:";
  if (!port) return `${scheme === "ws" ? (isSecure ? "wss" : "ws") : isSecure ? "https" : "http"}://${location.host}${path}`;
  return `${scheme}${isSecure ? "s" : ""}://${location.hostname}:${port}${path}`;
}
