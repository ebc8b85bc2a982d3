const grouped = new Intl.NumberFormat('en');
const units = ['B', 'kB', 'MB', 'GB', 'TB'];

/** 1234567 → "1,234,567" */
export const count = value => grouped.format(value);

/** 1234567 → "1.23 MB"; decimal units. */
export function bytes(value) {
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }

  return `${unit === 0 ? Math.round(value) : value.toPrecision(3)} ${units[unit]}`;
}

/** Milliseconds → "340 ms" or "1.25 s" */
export const duration = milliseconds =>
  milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(2)} s`;

/** 12.345 → "12.3 %" */
export const percent = value => `${value.toFixed(1)} %`;
