// A plot over the time of a show, drawn by hand: an area, its highest value, and a line at the cursor.

import { h } from "../lib/dom.js";
import { number, t } from "../lib/words.js";

const SVG = "http://www.w3.org/2000/svg";
const HEIGHT = 100;

export function offset(seconds) {
  const pad = (value) => String(Math.floor(value)).padStart(2, "0");
  return `${Math.floor(seconds / 3600)}:${pad((seconds / 60) % 60)}:${pad(seconds % 60)}`;
}

function shape(tag, attributes) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

const round = (value) => number(Math.round(value * 100) / 100);

// values: one for each step; marks: steps to point at; onPick: told the step under the pointer.
// Returns the figure, and what moves its cursor.
export function plot({ word, values, stepS, marks = [], onPick }) {
  const top = Math.max(...values);
  const best = values.indexOf(top);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const said = t("plotSays", { what: t(word), top: round(top), at: offset(best * stepS), mean: round(mean) });
  const width = Math.max(1, values.length - 1);
  const svg = shape("svg", { viewBox: `0 0 ${width} ${HEIGHT}`, preserveAspectRatio: "none", role: "img", "aria-label": said });
  for (const y of [1, HEIGHT / 2, HEIGHT - 1]) svg.append(shape("path", { class: "grid", d: `M0 ${y}H${width}` }));
  for (const step of marks) svg.append(shape("path", { class: "mark", d: `M${step} 0V${HEIGHT}` }));
  const high = (value) => HEIGHT - 1 - (value / (top || 1)) * (HEIGHT - 4);
  const line = (values.length > 1 ? values : [values[0], values[0]]).map((value, index) => `${index} ${high(value).toFixed(2)}`).join("L");
  svg.append(shape("path", { class: "area", d: `M0 ${HEIGHT}L${line}L${width} ${HEIGHT}Z` }));
  svg.append(shape("path", { class: "line", d: `M${line}` }));
  const cursor = svg.appendChild(shape("path", { class: "cursor", d: "" }));
  const now = h("b", {});
  svg.addEventListener("pointermove", (event) => {
    const box = svg.getBoundingClientRect();
    onPick(Math.round(((event.clientX - box.left) / box.width) * width));
  });
  const figure = h(
    "figure",
    { class: "plot" },
    h("figcaption", {}, h("span", {}, t(word)), now),
    svg,
    h("div", { class: "axis quiet", "aria-hidden": "true" }, h("span", {}, offset(0)), h("span", {}, t("plotTop", { n: round(top) })), h("span", {}, offset((values.length - 1) * stepS))),
  );
  const move = (step) => {
    cursor.setAttribute("d", `M${step} 0V${HEIGHT}`);
    now.textContent = round(values[step] ?? 0);
  };
  return { figure, move };
}
