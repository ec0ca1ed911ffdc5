// Longer than the server is ever silent.
const SILENCE = 40_000;
const RETRY = 2_000;

/**
 * Keeps what the server shows up to date. The browser itself connects again after a break, and says with Last-Event-ID what it has seen;
 * where it gives up (a proxy answers for a server that is away), it is done here.
 */
export class Feed {
  #state = { server: new Map(), squid: new Map(), upload: new Map(), run: new Map(), asked: new Map(), budget: new Map() };
  #onChange;
  #onConnection;
  #source;
  #lastId = '';
  #watchdog;

  constructor(onChange, onConnection) {
    this.#onChange = onChange;
    this.#onConnection = onConnection;
  }

  /** How far the server's clock is ahead of this one, in milliseconds. */
  clockOffset = 0;

  connect() {
    this.#source?.close();
    this.#source = new EventSource(`/api/events?lastEventId=${encodeURIComponent(this.#lastId)}`);
    this.#source.addEventListener('changes', event => this.#receive(event));
    this.#source.addEventListener('error', () => {
      this.#onConnection(false);
      if (this.#source.readyState === EventSource.CLOSED) this.#connectIn(RETRY);
    });
    this.#connectIn(SILENCE);
  }

  #connectIn(milliseconds) {
    clearTimeout(this.#watchdog);
    this.#watchdog = setTimeout(() => this.connect(), milliseconds);
  }

  #receive(event) {
    this.#lastId = event.lastEventId;
    this.#connectIn(SILENCE);
    const message = JSON.parse(event.data);
    this.clockOffset = Date.parse(message.now) - Date.now();
    if (message.isComplete) for (const kind of Object.values(this.#state)) kind.clear();
    for (const { kind, key, value } of message.changes) {
      if (value === null) this.#state[kind].delete(key);
      else this.#state[kind].set(key, value);
    }
    this.#onConnection(true);
    this.#onChange(this.#state, message.isComplete);
  }
}
