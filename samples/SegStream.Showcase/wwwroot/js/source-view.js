import { make } from './dom.js';
import { problemOf } from './problem.js';

// Strings and comments first: what they contain is not code.
const tokens = /(?<comment>\/\/[^\n]*)|(?<text>\$?"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)')|(?<attribute>\[[A-Z]\w*(?=[(\]]))|\b(?<word>abstract|async|await|bool|catch|class|double|else|finally|float|for|foreach|get|if|in|int|internal|is|long|namespace|new|not|null|or|and|out|partial|private|public|readonly|record|ref|return|sealed|set|static|string|this|throw|try|using|var|void|where|while|yield)\b/g;

/** Shows the C# files of a section, fetched from the running application when somebody looks. */
export class SourceView {
  #code = make('pre', { className: 'code' });
  #files;

  constructor(paths, id) {
    this.#files = make('div', { className: 'wire-files' }, ...paths.map(path => {
      const button = make('button', { type: 'button', text: path.split('/').pop() });
      button.addEventListener('click', () => this.#show(path, button));
      return button;
    }));
    this.element = make('div', { className: 'wire-body', tabIndex: 0, role: 'tabpanel', id }, this.#files, this.#code);
    this.element.setAttribute('aria-label', 'C# code');
    new IntersectionObserver((entries, observer) => {
      if (entries.some(entry => entry.isIntersecting)) {
        observer.disconnect();
        this.#show(paths[0], this.#files.firstElementChild);
      }
    }).observe(this.element);
  }

  async #show(path, chosen) {
    [...this.#files.children].forEach(button => button.setAttribute('aria-pressed', String(button === chosen)));
    const response = await fetch(`source/${path}`);
    this.#code.replaceChildren(...(response.ok ? highlight(await response.text()) : [(await problemOf(response)).message]));
    this.element.scrollTop = 0;
  }
}

function highlight(code) {
  const parts = [];
  let end = 0;
  for (const match of code.matchAll(tokens)) {
    const [kind] = Object.entries(match.groups).find(([, value]) => value !== undefined);
    parts.push(code.slice(end, match.index), make('span', { className: kind, text: match[0] }));
    end = match.index + match[0].length;
  }

  return [...parts, code.slice(end)];
}
