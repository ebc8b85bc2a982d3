import { byId, make } from './dom.js';
import { bytes, count, duration } from './numbers.js';
import { curlOf, formats } from './formats-list.js';
import { HexView } from './hex-view.js';
import { messageOf, problemOf } from './problem.js';
import { readBytes } from './sse-reader.js';
import { SourceView } from './source-view.js';
import { Status } from './status.js';
import { TextView } from './text-view.js';
import { countFrame } from './totals.js';

/** Formats: one fetch for each, shown as a terminal would. */
export function startFormats() {
  const panel = new FormatsPanel();
  makeTabs(format => panel.choose(format));
  byId('formats-start').addEventListener('click', () => panel.run());
  byId('formats-stop').addEventListener('click', () => panel.stop());
  byId('formats-copy').addEventListener('click', copyCommand);
  panel.choose(formats[0]);
}

class FormatsPanel {
  #status = new Status('formats');
  #code;
  #format;
  #abort = null;

  constructor() {
    const host = document.querySelector('#formats .wire');
    this.#code = new SourceView(host.dataset.sources.split(' '), 'formats-code');
    host.append(this.#code.element);
  }

  choose(format) {
    this.stop();
    this.#abort = null;
    this.#format = format;
    this.#status.set('idle');
    this.#code.show(format.source);
    byId('formats-stop').disabled = true;
    showFormat(format);
  }

  async run() {
    this.stop();
    const abort = this.#abort = new AbortController();
    byId('formats-stop').disabled = false;
    this.#status.set('opening');
    let end = 'complete';
    try {
      await receive(this.#format, abort.signal, () => this.#status.set('live'));
    } catch (error) {
      end = abort.signal.aborted ? 'stopped' : messageOf(error);
    }

    // Another run, or another format, may have taken over meanwhile.
    if (this.#abort === abort) {
      byId('formats-stop').disabled = true;
      ['complete', 'stopped'].includes(end) ? this.#status.set(end) : this.#status.fail(end);
    }
  }

  stop() {
    this.#abort?.abort();
  }
}

async function receive({ url, accept, kind }, signal, opened) {
  const output = byId('formats-output');
  const figures = { startedAt: performance.now(), first: 0, chunks: 0, size: 0 };
  // Chromium lets a second request for the same address wait for the first one's answer, unless nothing is to be cached.
  const response = await fetch(url, { signal, cache: 'no-store', headers: accept ? { Accept: accept } : {} });
  if (!response.ok) {
    throw await problemOf(response);
  }

  opened();
  output.replaceChildren(make('span', { className: 'head', text: headOf(response) }));
  const view = kind === 'bytes' ? new HexView(output) : new TextView(output);
  for await (const chunk of readBytes(response.body)) {
    countFrame('formats', chunk.length);
    view.add(chunk);
    showFigures(figures, chunk);
  }

  view.complete();
}

const headOf = response =>
  `HTTP/1.1 ${response.status} ${response.statusText}\n${[...response.headers].map(([name, value]) => `${name}: ${value}\n`).join('')}\n`;

function showFigures(figures, chunk) {
  const elapsed = performance.now() - figures.startedAt;
  figures.first ||= elapsed;
  figures.chunks++;
  figures.size += chunk.length;
  byId('formats-figures').textContent =
    `first byte after ${duration(figures.first)} · ${count(figures.chunks)} chunks · ${bytes(figures.size)} · ${duration(elapsed)}`;
}

function makeTabs(choose) {
  const list = byId('formats-tabs');
  list.append(...formats.map(format => {
    const tab = make('button', { type: 'button', role: 'tab', id: `format-${format.id}` }, format.name, make('small', { text: format.text }));
    tab.setAttribute('aria-controls', 'formats-panel');
    tab.addEventListener('click', () => choose(format));
    return tab;
  }));
  list.addEventListener('keydown', event => {
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (step) {
      event.preventDefault();
      const at = formats.findIndex(({ id }) => event.target.id === `format-${id}`);
      const next = (at + step + formats.length) % formats.length;
      choose(formats[next]);
      list.children[next].focus();
    }
  });
}

function showFormat(format) {
  formats.forEach(({ id }) => {
    const tab = byId(`format-${id}`);
    tab.setAttribute('aria-selected', String(id === format.id));
    tab.tabIndex = id === format.id ? 0 : -1;
  });
  byId('formats-panel').setAttribute('aria-labelledby', `format-${format.id}`);
  byId('formats-route').replaceChildren(make('code', { text: `GET /${format.url.split('?')[0]}` }));
  byId('formats-curl').textContent = curlOf(format);
  byId('formats-sound').hidden = format.kind !== 'bytes';
  byId('formats-figures').textContent = '';
  byId('formats-output').className = format.kind === 'text' ? '' : 'picture';
  byId('formats-output').replaceChildren(make('span', { className: 'head', text: format.text }));
}

async function copyCommand() {
  const button = byId('formats-copy');
  try {
    await navigator.clipboard.writeText(byId('formats-curl').textContent);
    button.textContent = 'Copied';
  } catch {
    // Without the permission the person can still copy by hand.
    getSelection().selectAllChildren(byId('formats-curl'));
    button.textContent = 'Selected';
  }

  setTimeout(() => button.textContent = 'Copy', 1500);
}
