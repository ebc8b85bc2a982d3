import { fit } from './plot.js';

const headerBytes = 44;
const lengthAt = 40;

/** Draws the samples of a WAV file (16 bit, one channel) that have arrived; the header says how many will come. */
export function drawWave(canvas, bytes) {
  const { pen, width, height } = fit(canvas);
  if (bytes.length <= headerBytes) {
    return;
  }

  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const total = view.getUint32(lengthAt, true) / 2;
  const arrived = Math.floor((bytes.length - headerBytes) / 2);
  const perColumn = Math.max(1, Math.floor(total / width));
  pen.fillStyle = '#3ad3b2';
  for (let x = 0; x < width && (x + 1) * perColumn <= arrived; x++) {
    let peak = 0;
    for (let i = x * perColumn; i < (x + 1) * perColumn; i++) {
      peak = Math.max(peak, Math.abs(view.getInt16(headerBytes + i * 2, true)));
    }

    const tall = Math.max(1, peak / 32768 * (height - 8));
    pen.fillRect(x, (height - tall) / 2, 1, tall);
  }
}
