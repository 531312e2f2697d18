// The programme over a WebSocket, for mpegts.js: its own way throws an error into the page that nobody can catch, where
// it is ended while its socket is not open yet.

// Returns the class that mpegts.js takes as its customLoader.
export function socketLoader({ BaseLoader, LoaderErrors, LoaderStatus }) {
  return class extends BaseLoader {
    #socket = null;
    #received = 0;

    constructor() {
      super("socket");
      this._needStash = true;
    }

    open({ url }) {
      this._status = LoaderStatus.kConnecting;
      const socket = new WebSocket(url);
      socket.binaryType = "arraybuffer";
      socket.onopen = () => (this._status = LoaderStatus.kBuffering);
      socket.onmessage = ({ data }) => this.#take(data);
      socket.onclose = () => {
        this._status = LoaderStatus.kComplete;
        this._onComplete?.(0, this.#received - 1);
      };
      socket.onerror = () => {
        this._status = LoaderStatus.kError;
        this._onError?.(LoaderErrors.EXCEPTION, { code: -1, msg: "The relay can't be reached." });
      };
      this.#socket = socket;
    }

    abort() {
      const socket = this.#socket;
      this.#socket = null;
      this._status = LoaderStatus.kComplete;
      if (!socket) return;
      socket.onopen = socket.onmessage = socket.onclose = socket.onerror = null;
      socket.close();
    }

    destroy() {
      this.abort();
      super.destroy();
    }

    #take(data) {
      const start = this.#received;
      this.#received += data.byteLength;
      this._onDataArrival?.(data, start, this.#received);
    }
  };
}
