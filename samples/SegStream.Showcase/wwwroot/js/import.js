import { byId } from './dom.js';
import { bytes, count, duration } from './numbers.js';
import { openEventStream } from './event-stream.js';
import { readEvents } from './sse-reader.js';
import { messageOf, problemOf } from './problem.js';
import { Plot } from './plot.js';
import { Status } from './status.js';
import { WirePane } from './wire-pane.js';

const maxBytes = 50_000_000;
const speedInterval = 40;
const events = ['start', 'progress', 'done', 'error'];

/** Import: an uploaded file by POST, the source tree by EventSource; both tell the same events. */
export function startImport() {
  const status = new Status('import');
  const wire = new WirePane(document.querySelector('#import .wire'));
  const plot = new Plot(byId('import-plot'), { limit: 110 });
  let stop = () => {};
  let startedAt = 0;
  let last = { at: 0, bytes: 0 };

  const begin = () => {
    stop();
    wire.clear();
    plot.clear();
    startedAt = performance.now();
    last = { at: startedAt, bytes: 0 };
    showPercent(0);
    byId('import-note').textContent = '';
    byId('import-speed').textContent = '';
    byId('import-stop').disabled = false;
    status.set('opening');
  };

  const end = state => {
    stop = () => {};
    byId('import-stop').disabled = true;
    status.set(state);
  };

  const fail = message => {
    end('failed');
    status.fail(message);
  };

  // Several reports may arrive in the same moment; a speed needs some time to have passed.
  const plotSpeed = bytes => {
    const now = performance.now();
    if (now - last.at >= speedInterval) {
      plot.add((bytes - last.bytes) / (now - last.at) * 1000);
      last = { at: now, bytes };
    }
  };

  const show = (name, data) => {
    if (name === 'start') {
      status.set('live');
      byId('import-current').textContent = data.name;
    } else if (name === 'progress') {
      showPercent(data.percent);
      byId('import-current').textContent = data.current;
      showCounts(data.counts, data.files, performance.now() - startedAt);
      plotSpeed(data.counts.bytes);
    } else if (name === 'done') {
      showDone(data);
      end('complete');
    } else {
      fail(data.message);
    }
  };

  byId('import-source').addEventListener('click', () => {
    begin();
    const stream = openEventStream('imports/source', events, {
      event(name, data, frame) {
        wire.add(frame);
        if (name === 'done' || name === 'error') {
          // After a clean end an EventSource comes back by itself; this import is over.
          stream.close();
        }

        show(name, data);
      },
      lost() {
        stream.close();
        fail('The connection to the server was lost.');
      },
      failed: fail,
    });
    stop = () => stream.close();
  });

  const upload = async file => {
    begin();
    if (file.size > maxBytes) {
      fail(`${file.name} has ${bytes(file.size)}; the limit is ${bytes(maxBytes)}.`);
      return;
    }

    const abort = new AbortController();
    stop = () => abort.abort();
    try {
      const response = await fetch(`imports?name=${encodeURIComponent(file.name)}`, { method: 'POST', body: file, signal: abort.signal });
      if (!response.ok) {
        throw await problemOf(response);
      }

      for await (const { raw, event, data } of readEvents(response.body)) {
        wire.add(raw);
        if (data !== null) {
          show(event, JSON.parse(data));
        }
      }

      if (status.isOpen) {
        fail('The stream ended before the import was done.');
      }
    } catch (error) {
      if (!abort.signal.aborted) {
        fail(messageOf(error));
      }
    }
  };

  byId('import-stop').addEventListener('click', () => {
    stop();
    end('stopped');
  });
  acceptFiles(upload);
}

function acceptFiles(upload) {
  const drop = byId('import-form');
  const input = byId('import-file');
  input.addEventListener('change', () => {
    if (input.files.length > 0) {
      upload(input.files[0]);
      input.value = '';
    }
  });
  drop.addEventListener('dragover', () => drop.classList.add('over'));
  ['dragleave', 'drop'].forEach(name => drop.addEventListener(name, () => drop.classList.remove('over')));
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

function showDone({ name, files, counts, columns, sha256, seconds }) {
  showPercent(100);
  showCounts(counts, files, seconds * 1000);
  byId('import-current').textContent = name;
  byId('import-note').textContent = (columns.length > 0 ? `Columns: ${columns.join(', ')}. ` : '') + `SHA-256 ${sha256}`;
}
