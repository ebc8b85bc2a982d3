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
  constructor(section) {
    this.section = section;
    this.pill = byId(`${section}-status`);
    this.error = byId(`${section}-error`);
    this.dot = document.querySelector(`nav a[data-of="${section}"]`);
    this.set('idle');
  }

  get isOpen() {
    return ['opening', 'live', 'lost'].includes(this.state);
  }

  set(state) {
    this.state = state;
    this.pill.dataset.state = state;
    this.pill.textContent = words[state];
    this.dot.classList.toggle('live', this.isOpen);
    if (this.isOpen) {
      this.error.hidden = true;
    }

    openStreams(this.section, this.isOpen);
  }

  fail(message) {
    this.set('failed');
    this.error.textContent = message;
    this.error.hidden = false;
  }
}
