// Counts gifts and shows the number over the programme.  All that there is to the protocol is
// here; protocol.schema.json beside this folder has every message.

const token = location.hash.slice(1);
const count = document.querySelector("#count");
const state = document.querySelector("#state");
let socket;
let total = 0;

function send(message) {
  if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
}

function draw() {
  count.textContent = total;
  const text = { text: `礼物 ×${total}`, size_px: 72, outline_px: 5 };
  const node = { id: "count", content: { kind: "text", text }, order: 10 };
  const pop = { keys: [{ at_ms: 0, value: 1.4 }, { at_ms: 350, value: 1, easing: "back_out" }] };
  send({ type: "edit", edits: [{ do: "put", node, motions: { x: 1680, y: 120, scale: pop } }] });
}

function keep(number) {
  total = number;
  send({ type: "store", values: { total }, removed: [] });
  draw();
}

function take(message) {
  if (message.type === "ping") send({ type: "pong" });
  else if (message.type === "hello") total = message.storage.total ?? 0;
  else if (message.type === "refused") state.textContent = message.sentence;
  else if (message.type === "event" && message.name === "started") draw();
  else if (message.type === "event" && message.name === "gift") keep(total + message.told.count);
}

function connect() {
  socket = new WebSocket(`ws://${location.host}/`);
  socket.onopen = () => {
    state.textContent = "已连接 Connected";
    send({ type: "join", token, sdk: 1 });
  };
  socket.onmessage = (event) => take(JSON.parse(event.data));
  socket.onclose = (event) => {
    state.textContent = event.reason || "正在重新连接… Connecting again…";
    setTimeout(connect, 1000);
  };
}

document.querySelector("#again").onclick = () => keep(0);
connect();
