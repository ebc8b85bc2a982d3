import { byId } from './dom.js';
import { bytes, count } from './numbers.js';
import { mark } from './timeline.js';

const open = new Set();
let frames = 0;
let received = 0;

/** Tells that a stream has opened or ended. */
export function openStreams(section, isOpen) {
  open[isOpen ? 'add' : 'delete'](section);
  byId('total-open').textContent = count(open.size);
}

/** Counts a frame of a section and shows it in the timeline. */
export function countFrame(section, size) {
  frames++;
  received += size;
  byId('total-frames').textContent = count(frames);
  byId('total-bytes').textContent = bytes(received);
  mark(section, size);
}
