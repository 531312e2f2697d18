// What a moderator or the anchor can do to the room: show, slow mode, poll, lottery, links.

import { h, icon, replace } from "../lib/dom.js";
import { t } from "../lib/words.js";
import { platforms } from "./platforms.js";

const SLOW_MODES_S = [0, 3, 5, 10, 30, 60];
const MODERATORS_UP = ["moderator", "cohost", "anchor"];

function group(word, ...children) {
  return h("fieldset", {}, h("legend", {}, t(word)), ...children);
}

function field(label, properties = {}) {
  return h("input", { "aria-label": label, placeholder: label, maxlength: "64", ...properties });
}

function form(word, fields, submit, label) {
  return h(
    "form",
    {
      onsubmit: async (event) => {
        event.preventDefault();
        if (await submit()) event.target.reset();
      },
    },
    group(word, ...fields, h("div", { class: "row" }, h("span"), h("button", { class: "primary" }, label))),
  );
}

function show({ act, state }) {
  const now = state()?.show;
  if (now && !now.ended_ms) {
    return group(
      "live",
      h("div", { class: "row" }, h("strong", { dir: "auto" }, now.title), h("button", { onclick: () => act("end_show") }, t("endShow"))),
    );
  }
  const title = field(t("showTitle"), { required: true });
  return form("startShowTitle", [title], () => act("start_show", { title: title.value.trim() }), t("startShow"));
}

function slowMode({ act, state }) {
  const current = state()?.slow_mode_s ?? 0;
  return group(
    "slowModeTitle",
    h(
      "select",
      { "aria-label": t("slowModeTitle"), onchange: (event) => act("slow_mode", { seconds: Number(event.target.value) }) },
      [...new Set([...SLOW_MODES_S, current])].map((seconds) =>
        h("option", { value: String(seconds), selected: seconds === current }, seconds ? t("everySeconds", { n: seconds }) : t("off")),
      ),
    ),
  );
}

function poll({ act }) {
  const question = field(t("pollQuestion"), { required: true });
  const choices = field(t("pollChoices"), { required: true, maxlength: "400" });
  const submit = () => {
    const list = choices.value.split(/[,，、;；]/).map((each) => each.trim()).filter(Boolean);
    return act("open_poll", { question: question.value.trim(), choices: list });
  };
  return form("poll", [question, choices], submit, t("begin"));
}

function lottery({ act }) {
  const prize = field(t("prize"), { required: true });
  const phrase = field(t("lotterySay"));
  const winners = field(t("winnersWanted"), { type: "number", min: "1", max: "100", value: "1" });
  const submit = () =>
    act("open_lottery", {
      prize: prize.value.trim(),
      winners: Number(winners.value),
      condition: phrase.value.trim() ? "phrase" : "none",
      detail: phrase.value.trim(),
    });
  return form("lottery", [prize, h("div", { class: "row" }, phrase, winners)], submit, t("begin"));
}

function copyable(label, text) {
  const input = h("input", { readonly: true, value: text, "aria-label": label, onfocus: (event) => event.target.select() });
  const button = h("button", { type: "button" }, icon("copy"), t("copy"));
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      input.select();
      document.execCommand("copy");
    }
    replace(button, icon("check"), t("copied"));
  });
  return h("div", { class: "row" }, input, button);
}

function links({ person, links: make, rights }) {
  const place = h("div", {});
  const link = (role, word) =>
    h(
      "button",
      {
        onclick: async () => {
          const made = await make(role);
          if (made) replace(place, copyable(t("linkFor", { role: t(word) }), location.origin + made.path));
        },
      },
      t("linkFor", { role: t(word) }),
    );
  const push = h(
    "button",
    {
      onclick: async () => {
        const made = await rights();
        if (!made) return;
        const server = `rtmp://${location.hostname}:${made.rtmp_port}/${made.rtmp_app}`;
        replace(place, copyable(t("pushAddress"), server), copyable(t("pushKey"), made.stream_key));
      },
    },
    t("pushAddress"),
  );
  return group(
    "links",
    h(
      "div",
      { class: "row" },
      link("viewer", "roleViewer"),
      person.role === "anchor" && link("moderator", "roleModerator"),
      person.role === "anchor" && push,
    ),
    place,
  );
}

// desk: {person, act(type, fields), links(role), rights(), state(), platform}
export function tools(desk) {
  const isAnchor = desk.person.role === "anchor";
  return [
    isAnchor && show(desk),
    MODERATORS_UP.includes(desk.person.role) && slowMode(desk),
    isAnchor && poll(desk),
    isAnchor && lottery(desk),
    links(desk),
    isAnchor && platforms(desk),
  ].filter(Boolean);
}
