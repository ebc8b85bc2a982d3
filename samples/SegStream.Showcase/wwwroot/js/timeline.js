import { byId, colour } from './dom.js';
import { fit } from './plot.js';

const lanes = ['import', 'monitor', 'chat', 'room', 'formats'];
// The lanes are dark in both themes, so the hues of the light theme would be too dull on them.
const hues = ['#f5a524', '#6aa6ff', '#b696ff', '#ff86b0', '#3ad3b2'];
const span = 30_000;
const marks = [];
const calm = matchMedia('(prefers-reduced-motion: reduce)');
let drawing = false;

/** Puts a frame on its lane: the larger, the higher. */
export function mark(section, size) {
  marks.push({ lane: lanes.indexOf(section), at: performance.now(), height: Math.min(1, Math.log10(size + 1) / 5) });
  run();
}

/** Draws the empty lanes. */
export function startTimeline() {
  draw();
  addEventListener('resize', draw);
  addEventListener('themechange', draw);
}

function run() {
  if (drawing) {
    return;
  }

  drawing = true;
  const step = () => {
    draw();
    drawing = marks.length > 0;
    if (drawing) {
      // With reduced motion the lanes still tell the truth, twice a second instead of gliding.
      calm.matches ? setTimeout(step, 500) : requestAnimationFrame(step);
    }
  };
  requestAnimationFrame(step);
}

function draw() {
  const canvas = byId('timeline');
  const { pen, width, height } = fit(canvas);
  const now = performance.now();
  while (marks.length > 0 && now - marks[0].at > span) {
    marks.shift();
  }

  const label = 64;
  const lane = height / lanes.length;
  pen.font = `500 11px ${colour('--sans')}`;
  pen.textBaseline = 'middle';
  lanes.forEach((section, index) => {
    const y = (index + 0.5) * lane;
    pen.fillStyle = colour('--wire-muted');
    pen.fillText(section, 0, y);
    pen.fillStyle = colour('--wire-line');
    pen.fillRect(label, Math.round(y), width - label, 1);
  });
  for (const { lane: index, at, height: share } of marks) {
    const x = width - (now - at) / span * (width - label);
    const tall = 4 + share * (lane - 6);
    pen.fillStyle = hues[index];
    pen.fillRect(x - 1, (index + 0.5) * lane - tall / 2, 2, tall);
  }
}
