import { make } from './dom.js';
import { messageOf, problemOf } from './problem.js';

// Strings and comments first: what they contain is not code.
const tokens = /(?<comment>\/\/[^\n]*)|(?<text>\$?"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)')|(?<attribute>\[[A-Z]\w*(?=[(\]]))|\b(?<word>abstract|async|await|bool|catch|class|const|double|else|finally|float|for|foreach|get|if|in|int|internal|is|long|namespace|new|not|null|or|and|out|partial|private|public|readonly|record|ref|return|sealed|set|static|string|this|throw|try|using|var|void|where|while|yield)\b/g;

/** Shows the C# files of a section, fetched from the running application when somebody looks. */
export class SourceView {
  #code = make('pre', { className: 'code' });
  #files;
  #shown = null;

  constructor(paths, id) {
    this.#files = make('div', { className: 'wire-files' }, ...paths.map(path => {
      const button = make('button', { type: 'button', text: path.split('/').pop() });
      button.addEventListener('click', () => this.show(path));
      return button;
    }));
    this.element = make('div', { className: 'wire-body', tabIndex: 0, role: 'tabpanel', id }, this.#files, this.#code);
    this.element.setAttribute('aria-label', 'C# code');
    new IntersectionObserver((entries, observer) => {
      if (entries.some(entry => entry.isIntersecting)) {
        observer.disconnect();
        this.#shown ?? this.show(paths[0]);
      }
    }).observe(this.element);
  }

  /** Shows one of the files. */
  async show(path) {
    this.#shown = path;
    [...this.#files.children].forEach(button => button.setAttribute('aria-pressed', String(path.endsWith(`/${button.textContent}`))));
    const code = await load(path);
    if (path === this.#shown) {
      this.#code.replaceChildren(...code);
      this.element.scrollTop = 0;
    }
  }
}

async function load(path) {
  try {
    const response = await fetch(`source/${path}`);
    if (!response.ok) {
      throw await problemOf(response);
    }

    return highlight(await response.text());
  } catch (error) {
    return [messageOf(error)];
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
