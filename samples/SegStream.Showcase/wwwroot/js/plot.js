import { colour } from './dom.js';

/** Makes a canvas as sharp as the screen and clears it. */
export function fit(canvas) {
  const width = canvas.clientWidth;
  const height = canvas.clientHeight;
  const scale = devicePixelRatio || 1;
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const pen = canvas.getContext('2d');
  pen.scale(scale, scale);
  pen.clearRect(0, 0, width, height);
  return { pen, width, height };
}

/** A live plot of one or two lines. The first is filled, the second is thin. */
export class Plot {
  #lines = [[], []];
  #canvas;
  #limit;
  #floor;
  #waiting = false;

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {{ limit?: number, floor?: number }} options how many points are kept; the least height of the scale
   */
  constructor(canvas, { limit = 120, floor = 1 } = {}) {
    this.#canvas = canvas;
    this.#limit = limit;
    this.#floor = floor;
    new ResizeObserver(() => this.#later()).observe(canvas);
    addEventListener('themechange', () => this.#later());
  }

  add(...values) {
    values.forEach((value, index) => {
      // What could not be measured is drawn as it was before.
      const line = this.#lines[index];
      line.push(value ?? line.at(-1) ?? 0);
      if (line.length > this.#limit) {
        line.shift();
      }
    });
    this.#canvas.dataset.points = this.#lines[0].length;
    this.#later();
  }

  clear() {
    this.#lines = [[], []];
    this.#canvas.dataset.points = 0;
    this.#later();
  }

  #later() {
    if (!this.#waiting) {
      this.#waiting = true;
      requestAnimationFrame(() => {
        this.#waiting = false;
        this.#draw();
      });
    }
  }

  #draw() {
    const { pen, width, height } = fit(this.#canvas);
    const top = Math.max(this.#floor, ...this.#lines.flat()) * 1.12;
    this.#grid(pen, width, height);
    const [first, second] = this.#lines;
    this.#line(pen, second, { width, height, top, stroke: colour('--muted'), weight: 1.25 });
    this.#line(pen, first, { width, height, top, stroke: colour('--hue', this.#canvas), weight: 2, fill: true });
  }

  #grid(pen, width, height) {
    pen.fillStyle = colour('--line');
    for (const share of [0.25, 0.5, 0.75]) {
      pen.fillRect(0, Math.round(height * share), width, 1);
    }
  }

  #line(pen, values, { width, height, top, stroke, weight, fill }) {
    if (values.length === 0) {
      return;
    }

    const step = width / Math.max(1, Math.min(this.#limit, Math.max(values.length, 40)) - 1);
    const x = index => width - (values.length - 1 - index) * step;
    const y = value => height - 2 - value / top * (height - 6);
    pen.beginPath();
    values.forEach((value, index) => pen.lineTo(x(index), y(value)));
    pen.strokeStyle = stroke;
    pen.lineWidth = weight;
    pen.lineJoin = 'round';
    pen.stroke();
    if (fill) {
      pen.lineTo(width, height);
      pen.lineTo(x(0), height);
      pen.globalAlpha = 0.14;
      pen.fillStyle = stroke;
      pen.fill();
      pen.globalAlpha = 1;
    }
  }
}
