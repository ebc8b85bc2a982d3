import { byId } from './dom.js';
import { openStreams } from './totals.js';

const words = {
  idle: 'idle',
  opening: 'connecting',
  live: 'live',
  lost: 'reconnecting',
  complete: 'complete',
  stopped: 'stopped',
  failed: 'failed',
};

/** The state of one section's stream: pill, error line and the dot in the navigation. */
export class Status {
  #section;
  #state;

  constructor(section) {
    this.#section = section;
    this.set('idle');
  }

  get isOpen() {
    return ['opening', 'live', 'lost'].includes(this.#state);
  }

  set(state) {
    this.#state = state;
    const pill = byId(`${this.#section}-status`);
    pill.dataset.state = state;
    pill.textContent = words[state];
    document.querySelector(`nav a[data-of="${this.#section}"]`).classList.toggle('live', this.isOpen);
    openStreams(this.#section, this.isOpen);
    if (state !== 'failed') {
      this.complain('');
    }
  }

  fail(message) {
    this.set('failed');
    this.complain(message);
  }

  /** Shows an error without a change of the state; nothing takes the last one away. */
  complain(message) {
    const error = byId(`${this.#section}-error`);
    error.textContent = message;
    error.hidden = message === '';
  }
}
