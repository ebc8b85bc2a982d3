import { followEnd } from './dom.js';

const maxCharacters = 200_000;

/** Shows received text as a terminal does. */
export class TextView {
  #output;
  #text;
  #decoder = new TextDecoder();

  constructor(output) {
    this.#output = output;
    this.#text = output.appendChild(document.createTextNode(''));
  }

  add(chunk) {
    followEnd(this.#output, () => {
      // The record separator has no glyph of its own.
      this.#text.appendData(this.#decoder.decode(chunk, { stream: true }).replaceAll('\x1e', '␞'));
      if (this.#text.length > maxCharacters) {
        this.#text.deleteData(0, this.#text.length - maxCharacters);
      }
    });
  }

  complete() {
    // Nothing is left to do: the text has been shown as it came.
  }
}
