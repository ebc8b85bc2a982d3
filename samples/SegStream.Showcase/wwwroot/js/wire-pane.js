import { followEnd, make } from './dom.js';
import { bytes, count } from './numbers.js';
import { countFrame } from './totals.js';
import { SourceView } from './source-view.js';

const maxFrames = 150;
const encoder = new TextEncoder();

/** The pane next to a stage: the frames as they arrive, and the C# that sends them. */
export class WirePane {
  #section;
  #count = 0;
  #bytes = 0;
  #figures = make('span', { text: 'no frames yet' });
  #frames;

  constructor(host) {
    this.#section = host.closest('section').id;
    this.#frames = make('div', { className: 'wire-body frames', tabIndex: 0, role: 'tabpanel', id: `${this.#section}-frames` });
    this.#frames.setAttribute('aria-label', 'Frames');
    this.#frames.append(make('p', { className: 'wire-empty', text: 'Frames show up here as they arrive. In a terminal the same is' },
      make('code', { text: host.dataset.curl.replaceAll('{origin}', location.origin) })));
    const source = new SourceView(host.dataset.sources.split(' '), `${this.#section}-code`);
    host.append(makeHead(this.#section, [['Frames', this.#frames], ['C#', source.element]], this.#figures), this.#frames, source.element);
  }

  /** Shows a frame of Server-Sent Events. */
  add(raw) {
    const size = encoder.encode(raw).length + 2;
    this.#count++;
    this.#bytes += size;
    this.#figures.textContent = `${count(this.#count)} frames · ${bytes(this.#bytes)}`;
    countFrame(this.#section, size);
    followEnd(this.#frames, () => {
      this.#frames.querySelector('.wire-empty')?.remove();
      this.#frames.append(coloured(raw));
      if (this.#frames.childElementCount > maxFrames) {
        this.#frames.firstElementChild.remove();
      }
    });
  }

  clear() {
    this.#count = 0;
    this.#bytes = 0;
    this.#frames.replaceChildren();
    this.#figures.textContent = 'no frames yet';
  }
}

/** A tab list; arrow keys move between the tabs. */
function makeHead(section, tabs, figures) {
  const list = make('div', { role: 'tablist' });
  list.setAttribute('aria-label', 'Wire');
  const choose = chosen => tabs.forEach(([, panel], index) => {
    list.children[index].setAttribute('aria-selected', String(index === chosen));
    list.children[index].tabIndex = index === chosen ? 0 : -1;
    panel.hidden = index !== chosen;
  });
  tabs.forEach(([name, panel], index) => {
    const tab = make('button', { type: 'button', role: 'tab', text: name });
    tab.setAttribute('aria-controls', panel.id);
    tab.addEventListener('click', () => choose(index));
    list.append(tab);
  });
  list.addEventListener('keydown', event => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) {
      const next = ([...list.children].indexOf(event.target) + step + tabs.length) % tabs.length;
      choose(next);
      list.children[next].focus();
    }
  });
  choose(0);
  return make('div', { className: 'wire-head' }, list, figures);
}

function coloured(raw) {
  const frame = make('div', { className: 'frame' });
  raw.split('\n').forEach((line, index) => {
    const colon = line.indexOf(':');
    const field = line.slice(0, colon + 1);
    frame.append(index > 0 ? '\n' : '', make('i', { text: field }), make('span', { className: field === 'event:' ? 'name' : 'data', text: line.slice(colon + 1) }));
  });
  return frame;
}
