// Comes into the room with the link's invitation, and back in with the one that was given for it.
// A phone is nobody with a cookie: what it comes back with is kept for as long as the tab is open.

const RENEW_BEFORE_MS = 60_000;

export class Entry {
  #api;
  #room;
  #expiresMs = 0;
  #session = null;

  constructor(api, room) {
    this.#api = api;
    this.#room = room;
  }

  get kind() {
    return this.#session?.kind || "phone";
  }

  // Throws ApiError; name: of a guest.
  async signIn(name = null) {
    const found = new URLSearchParams(location.hash.slice(1)).get("invitation");
    if (found) {
      this.#keep(found);
      history.replaceState(null, "", location.pathname + location.search);
    }
    const session = await this.#api.signIn({ invitation: this.#kept(), name });
    this.#session = session;
    this.#expiresMs = Date.now() + session.expires_in_s * 1000;
    if (session.comeback) this.#keep(session.comeback);
    return session;
  }

  async token(isRefused = false) {
    if (isRefused || Date.now() > this.#expiresMs - RENEW_BEFORE_MS) await this.signIn();
    return this.#session.token;
  }

  #keep(invitation) {
    try {
      sessionStorage.setItem(`rocket.invitation.${this.#room}`, invitation);
    } catch {
      this.kept = invitation;
    }
  }

  #kept() {
    try {
      return sessionStorage.getItem(`rocket.invitation.${this.#room}`) ?? this.kept ?? "";
    } catch {
      return this.kept ?? "";
    }
  }
}
