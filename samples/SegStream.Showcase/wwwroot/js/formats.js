import { byId, followEnd, make } from './dom.js';
import { bytes, count, duration } from './numbers.js';
import { curlOf, formats } from './formats-list.js';
import { hexDump } from './hex-dump.js';
import { messageOf, problemOf } from './problem.js';
import { readBytes } from './sse-reader.js';
import { SourceView } from './source-view.js';
import { Status } from './status.js';
import { countFrame } from './totals.js';
import { drawWave } from './wave-plot.js';

const maxCharacters = 200_000;

/** Formats: one fetch for each, shown as a terminal would. */
export function startFormats() {
  const status = new Status('formats');
  const host = document.querySelector('#formats .wire');
  const code = new SourceView(host.dataset.sources.split(' '), 'formats-code');
  host.append(code.element);
  let format = formats[0];
  let abort = null;

  const choose = chosen => {
    abort?.abort();
    format = chosen;
    showFormat(format);
    code.show(format.source);
    status.set('idle');
    status.error.hidden = true;
  };

  const run = async () => {
    abort?.abort();
    const mine = abort = new AbortController();
    byId('formats-stop').disabled = false;
    status.set('opening');
    try {
      await receive(format, mine.signal, () => status.set('live'));
      status.set('complete');
    } catch (error) {
      if (!mine.signal.aborted) {
        status.fail(messageOf(error));
      } else if (abort === mine && status.isOpen) {
        status.set('stopped');
      }
    } finally {
      if (abort === mine) {
        byId('formats-stop').disabled = true;
      }
    }
  };

  makeTabs(choose);
  byId('formats-start').addEventListener('click', run);
  byId('formats-stop').addEventListener('click', () => abort?.abort());
  byId('formats-copy').addEventListener('click', copyCommand);
  choose(format);
}

async function receive({ url, accept, kind }, signal, opened) {
  const output = byId('formats-output');
  const startedAt = performance.now();
  const response = await fetch(url, { signal, headers: accept ? { Accept: accept } : {} });
  if (!response.ok) {
    throw await problemOf(response);
  }

  opened();
  output.replaceChildren(make('span', { className: 'head', text: headOf(response) }));
  const show = kind === 'bytes' ? bytesView(output) : textView(output);
  const figures = { chunks: 0, size: 0, first: 0 };
  for await (const chunk of readBytes(response.body)) {
    figures.first ||= performance.now() - startedAt;
    figures.chunks++;
    figures.size += chunk.length;
    countFrame('formats', chunk.length);
    show(chunk);
    byId('formats-figures').textContent =
      `first byte after ${duration(figures.first)} · ${count(figures.chunks)} chunks · ${bytes(figures.size)} · ${duration(performance.now() - startedAt)}`;
  }

  show(new Uint8Array(0), true);
}

const headOf = response =>
  `HTTP/1.1 ${response.status} ${response.statusText}\n${[...response.headers].map(([name, value]) => `${name}: ${value}\n`).join('')}\n`;

function textView(output) {
  const decoder = new TextDecoder();
  const text = output.appendChild(document.createTextNode(''));
  return chunk => followEnd(output, () => {
    // The record separator has no glyph of its own.
    text.appendData(decoder.decode(chunk, { stream: true }).replaceAll('\x1e', '␞'));
    if (text.length > maxCharacters) {
      text.deleteData(0, text.length - maxCharacters);
    }
  });
}

function bytesView(output) {
  const text = output.appendChild(document.createTextNode(''));
  let all = new Uint8Array(0);
  return (chunk, isLast) => {
    const grown = new Uint8Array(all.length + chunk.length);
    grown.set(all);
    grown.set(chunk, all.length);
    all = grown;
    text.data = hexDump(all);
    drawWave(byId('formats-wave'), all);
    if (isLast) {
      playFrom(all);
    }
  };
}

// From the endpoint itself the sound plays as well, but a player cannot seek in what has no known end.
function playFrom(bytes) {
  const audio = byId('formats-audio');
  if (audio.src.startsWith('blob:')) {
    URL.revokeObjectURL(audio.src);
  }

  audio.src = URL.createObjectURL(new Blob([bytes], { type: 'audio/wav' }));
  audio.preload = 'auto';
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
