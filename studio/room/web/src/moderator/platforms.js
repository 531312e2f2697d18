// The form with which the anchor lets a platform's danmaku and gifts into the room.

import { h, icon, replace } from "../lib/dom.js";
import { t } from "../lib/words.js";

const LOOK_MS = 3_000;

const secret = (label) =>
  h("input", { "aria-label": label, placeholder: label, required: true, maxlength: "128", autocomplete: "off", type: "password" });

// desk.platform: {look(), connect(keys), forget()}, each gives the card or null.
export function platforms({ platform }) {
  const place = h("div", {});
  const status = h("p", { class: "quiet state", role: "status" });
  const element = h("fieldset", {}, h("legend", {}, t("platform")), status, place);
  let isSet = null;

  function draw(card) {
    if (!card) return;
    replace(
      status,
      card.is_set && icon(card.is_connected ? "circle-check" : "triangle-alert"),
      card.is_set ? `${t(card.is_connected ? "platformOn" : "platformOff")} ${card.sentence}` : "",
    );
    if (card.is_set === isSet) return; // what is being typed stays
    isSet = card.is_set;
    replace(place, isSet ? forget() : form());
  }

  function forget() {
    return h("button", { onclick: async () => draw(await platform.forget()) }, t("platformForget"));
  }

  function form() {
    const app = h("input", { "aria-label": t("platformApp"), placeholder: t("platformApp"), required: true, inputmode: "numeric", pattern: "[0-9]{1,15}" });
    const [code, keyId, keySecret] = ["platformCode", "platformKeyId", "platformKeySecret"].map((word) => secret(t(word)));
    const submit = async (event) => {
      event.preventDefault();
      const keys = { code: code.value.trim(), app_id: Number(app.value), key_id: keyId.value.trim(), key_secret: keySecret.value.trim() };
      draw(await platform.connect(keys));
    };
    return h("form", { class: "stack", onsubmit: submit }, code, app, keyId, keySecret, h("button", { class: "primary" }, t("platformConnect")));
  }

  const look = async () => draw(await platform.look());
  look();
  const timer = setInterval(() => (element.isConnected ? look() : clearInterval(timer)), LOOK_MS);
  return element;
}
