import { byId } from './dom.js';
import { bytes, count, duration } from './numbers.js';
import { Plot } from './plot.js';

// Several reports may arrive in the same moment; a speed needs some time to have passed.
const speedInterval = 40;

/** Progress bar, counts and the plot of the speed. */
export class ImportFigures {
  #plot = new Plot(byId('import-plot'), { limit: 110 });
  #startedAt = 0;
  #last = { at: 0, bytes: 0 };

  reset() {
    this.#startedAt = performance.now();
    this.#last = { at: this.#startedAt, bytes: 0 };
    this.#plot.clear();
    showPercent(0);
    byId('import-note').textContent = '';
    byId('import-speed').textContent = '';
  }

  start({ name }) {
    byId('import-current').textContent = name;
  }

  progress({ percent, current, files, counts }) {
    const now = performance.now();
    showPercent(percent);
    showCounts(counts, files, now - this.#startedAt);
    byId('import-current').textContent = current;
    if (now - this.#last.at >= speedInterval) {
      this.#plot.add((counts.bytes - this.#last.bytes) / (now - this.#last.at) * 1000);
      this.#last = { at: now, bytes: counts.bytes };
    }
  }

  done({ name, files, counts, columns, sha256, seconds }) {
    showPercent(100);
    showCounts(counts, files, seconds * 1000);
    byId('import-current').textContent = name;
    byId('import-note').textContent = (columns.length > 0 ? `Columns: ${columns.join(', ')}. ` : '') + `SHA-256 ${sha256}`;
  }
}

function showPercent(value) {
  byId('import-progress').setAttribute('aria-valuenow', value);
  byId('import-progress').firstElementChild.style.width = `${value}%`;
  byId('import-percent').textContent = `${value} %`;
}

function showCounts(counts, files, elapsed) {
  byId('import-lines').textContent = count(counts.lines);
  byId('import-words').textContent = count(counts.words);
  byId('import-bytes').textContent = count(counts.bytes);
  byId('import-files').textContent = count(files);
  byId('import-packed').textContent = bytes(counts.packedBytes);
  byId('import-time').textContent = duration(elapsed);
  byId('import-speed').textContent = `${bytes(counts.bytes / Math.max(elapsed, 1) * 1000)}/s`;
}
