// What every page does at its start: language, appearance, and the buttons that change them.

import { $ } from "./dom.js";
import { applyTheme, remember, remembered } from "./settings.js";
import { firstLanguage, otherLanguage, t, useLanguage } from "./words.js";

const THEMES = [null, "dark", "light", "contrast"];
const THEME_WORDS = ["themeSystem", "themeDark", "themeLight", "themeContrast"];

// redraw: called after the language changed.
export function beginPage(redraw = () => {}) {
  applyTheme(remembered("theme", null));
  useLanguage(firstLanguage());
  $("#language")?.addEventListener("click", () => {
    useLanguage(otherLanguage());
    nameTheme();
    redraw();
  });
  const button = $("#theme");
  const nameTheme = () => {
    if (!button) return;
    const index = Math.max(0, THEMES.indexOf(remembered("theme", null)));
    button.title = t("themeNow", { name: t(THEME_WORDS[index]) });
    button.setAttribute("aria-label", `${t("theme")}, ${button.title}`);
  };
  button?.addEventListener("click", () => {
    const index = (Math.max(0, THEMES.indexOf(remembered("theme", null))) + 1) % THEMES.length;
    remember("theme", THEMES[index]);
    applyTheme(THEMES[index]);
    nameTheme();
  });
  nameTheme();
}

// The words for a refusal: by its code where we have some, else the server's sentence.
export function refusal(error, has) {
  const key = `refused_${error.code}`;
  if (has(key)) return t(key, { s: Math.ceil((error.retryMs ?? 0) / 1000) });
  return t("refused_other", { sentence: error.message });
}
