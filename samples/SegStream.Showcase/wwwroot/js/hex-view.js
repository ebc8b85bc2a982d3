import { byId } from './dom.js';
import { hexDump } from './hex-dump.js';
import { drawWave } from './wave-plot.js';

/** Shows received bytes as a dump and as a waveform, and lets them be played once they are all there. */
export class HexView {
  #text;
  #all = new Uint8Array(0);

  constructor(output) {
    this.#text = output.appendChild(document.createTextNode(''));
  }

  add(chunk) {
    const grown = new Uint8Array(this.#all.length + chunk.length);
    grown.set(this.#all);
    grown.set(chunk, this.#all.length);
    this.#all = grown;
    this.#text.data = hexDump(grown);
    drawWave(byId('formats-wave'), grown);
  }

  // From the endpoint itself the sound plays as well, but a player cannot seek in what has no known end.
  complete() {
    const audio = byId('formats-audio');
    if (audio.src.startsWith('blob:')) {
      URL.revokeObjectURL(audio.src);
    }

    audio.src = URL.createObjectURL(new Blob([this.#all], { type: 'audio/wav' }));
    audio.preload = 'auto';
  }
}
