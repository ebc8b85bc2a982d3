import { byId } from './dom.js';
import { bytes } from './numbers.js';
import { openEventStream } from './event-stream.js';
import { postForEvents } from './post-for-events.js';
import { messageOf } from './problem.js';
import { ImportFigures } from './import-figures.js';
import { Status } from './status.js';
import { WirePane } from './wire-pane.js';

const maxBytes = 50_000_000;
const events = ['start', 'progress', 'done', 'error'];

/** Import: an uploaded file by POST, the source tree by EventSource; both tell the same events. */
export function startImport() {
  const panel = new ImportPanel();
  byId('import-source').addEventListener('click', () => panel.importSource());
  byId('import-stop').addEventListener('click', () => panel.stop());
  acceptFiles(file => panel.upload(file));
}

class ImportPanel {
  #status = new Status('import');
  #wire = new WirePane(document.querySelector('#import .wire'));
  #figures = new ImportFigures();
  #close = () => {};

  importSource() {
    this.#begin();
    const stream = openEventStream('imports/source', events, {
      event: (name, data, frame) => {
        this.#wire.add(frame);
        if (name === 'done' || name === 'error') {
          // After a clean end an EventSource comes back by itself; this import is over.
          stream.close();
        }

        this.#show(name, data);
      },
      lost: () => {
        stream.close();
        this.#fail('The connection to the server was lost.');
      },
      failed: message => this.#fail(message),
    });
    this.#close = () => stream.close();
  }

  async upload(file) {
    this.#begin();
    if (file.size > maxBytes) {
      this.#fail(`${file.name} has ${bytes(file.size)}; the limit is ${bytes(maxBytes)}.`);
      return;
    }

    const abort = new AbortController();
    this.#close = () => abort.abort();
    try {
      for await (const { raw, event, data } of postForEvents(`imports?name=${encodeURIComponent(file.name)}`, file, abort.signal)) {
        this.#wire.add(raw);
        this.#show(event, data);
      }

      if (this.#status.isOpen) {
        this.#fail('The stream ended before the import was done.');
      }
    } catch (error) {
      if (!abort.signal.aborted) {
        this.#fail(messageOf(error));
      }
    }
  }

  stop() {
    this.#close();
    this.#end('stopped');
  }

  #begin() {
    this.#close();
    this.#wire.clear();
    this.#figures.reset();
    byId('import-stop').disabled = false;
    this.#status.set('opening');
  }

  #end(state) {
    this.#close = () => {};
    byId('import-stop').disabled = true;
    this.#status.set(state);
  }

  #fail(message) {
    this.#end('failed');
    this.#status.fail(message);
  }

  #show(name, data) {
    switch (name) {
      case 'start':
        this.#status.set('live');
        this.#figures.start(data);
        break;
      case 'progress':
        this.#figures.progress(data);
        break;
      case 'done':
        this.#figures.done(data);
        this.#end('complete');
        break;
      case 'error':
        this.#fail(data.message);
        break;
    }
  }
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
