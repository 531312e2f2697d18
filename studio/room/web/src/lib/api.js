// The HTTP API: short-lived tokens, renewed by a cookie that scripts can't read.

export class ApiError extends Error {
  constructor(status, code, sentence) {
    super(sentence);
    this.status = status;
    this.code = code;
  }
}

const RENEW_BEFORE_MS = 60_000;

export class Api {
  #token = null;
  #expiresMs = 0;
  #renewing = null;
  person = null;

  get isSignedIn() {
    return this.#token !== null;
  }

  // Comes in with a name or an invitation; throws ApiError.
  async signIn(request, path = "/api/session") {
    this.#keep(await this.#fetch("POST", path, request));
    return this.person;
  }

  // Goes on with the session that the browser has; false if it has none.
  async resume(room = this.person?.room ?? null) {
    try {
      this.#keep(await this.#fetch("POST", "/api/session/renew", { room }));
      return true;
    } catch (error) {
      if (error instanceof ApiError && error.status < 500) return false;
      throw error;
    }
  }

  async token(isRefused = false) {
    if (this.#token && (isRefused || Date.now() > this.#expiresMs - RENEW_BEFORE_MS)) {
      this.#renewing ??= this.resume().finally(() => (this.#renewing = null));
      await this.#renewing;
    }
    return this.#token;
  }

  async get(path) {
    return this.#fetch("GET", path, undefined, await this.token());
  }

  async post(path, body = {}) {
    return this.#fetch("POST", path, body, await this.token());
  }

  async put(path, body = {}) {
    return this.#fetch("PUT", path, body, await this.token());
  }

  async delete(path) {
    return this.#fetch("DELETE", path, undefined, await this.token());
  }

  #keep(session) {
    this.#token = session.token;
    this.#expiresMs = Date.now() + session.expires_in_s * 1000;
    this.person = session;
  }

  async #fetch(method, path, body, token) {
    const headers = { Accept: "application/json" };
    if (body !== undefined) headers["Content-Type"] = "application/json";
    if (token) headers.Authorization = `Bearer ${token}`;
    let response;
    try {
      response = await fetch(path, { method, headers, body: body && JSON.stringify(body), credentials: "same-origin" });
    } catch (error) {
      throw new ApiError(503, "unreachable", String(error.message ?? error));
    }
    const text = await response.text();
    let answer = null;
    try {
      answer = text ? JSON.parse(text) : null;
    } catch {
      answer = null;
    }
    if (!response.ok) throw new ApiError(response.status, answer?.code ?? "failed", answer?.sentence ?? response.statusText);
    return answer;
  }
}
