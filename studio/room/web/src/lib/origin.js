// The mark of what was said or given on another platform.

import { h } from "./dom.js";
import { has, t } from "./words.js";

export function origin(source) {
  if (!source || source === "room") return null;
  const name = has(`from_${source}`) ? t(`from_${source}`) : source;
  return h("span", { class: "badge origin", title: t("fromPlatform", { name }) }, name);
}
