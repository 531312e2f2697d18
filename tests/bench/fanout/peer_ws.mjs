// npm's ws as a peer: passes every message on to all, at once or packed for PACK_MS.
// usage: node peer_ws.mjs PORT [PACK_MS]    (needs: npm install ws)
import { createRequire } from "node:module";

const { WebSocketServer } = createRequire(process.cwd() + "/")("ws");
const [port, packMs = 0] = process.argv.slice(2).map(Number);
const server = new WebSocketServer({
  host: "127.0.0.1", port, backlog: 4096, perMessageDeflate: false,
});
let waiting = [];

function flush() {
  const packed = Buffer.concat(waiting);
  waiting = [];
  for (const client of server.clients) client.send(packed, { binary: false });
}

server.on("connection", (client) => {
  client.on("message", (data) => {
    waiting.push(data);
    if (!packMs) flush();
    else if (waiting.length === 1) setTimeout(flush, packMs);
  });
});
