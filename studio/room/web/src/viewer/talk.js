// The forms to talk in: a name first, then what one says.

import { $ } from "../lib/dom.js";
import { remember } from "../lib/settings.js";
import { t } from "../lib/words.js";
import { hint } from "./hint.js";
import { act, wishes, world } from "./world.js";

export function showForms() {
  const isNamed = Boolean(world.api.person) && !world.api.person.is_guest;
  $("#say-form").hidden = !isNamed;
  $("#name-form").hidden = isNamed;
}

// comeInAgain: called when we have a name.
export function listenForTalk(comeInAgain) {
  $("#say-form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const input = $("#say");
    const text = input.value.trim();
    if (!text) return;
    input.value = "";
    const accepted = await act("say", { text });
    if (!accepted) input.value ||= text;
    else if (accepted.held) hint(t("held"), false);
  });
  $("#name-form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const name = $("#name").value.trim();
    if (!name) return;
    try {
      await world.api.signIn({ name });
    } catch (error) {
      $("#name").setCustomValidity(error.message);
      $("#name").reportValidity();
      $("#name").setCustomValidity("");
      return;
    }
    remember("name", name);
    showForms();
    comeInAgain();
    $("#say").focus();
  });
  wishes.addEventListener("nameless", () => {
    hint(t("refused_guest"));
    $("#name").focus();
  });
}
