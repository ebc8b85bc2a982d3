/** What the section can run. `accept` goes into the request; `kind` says how the output is shown. */
export const formats = [
  {
    id: 'ndjson', name: 'NDJSON', text: 'One JSON value per line. Primes, found by trial division while you watch.',
    url: 'formats/primes?count=40', accept: 'application/x-ndjson', source: 'Formats/PrimesEndpoint.cs', kind: 'text',
  },
  {
    id: 'json-seq', name: 'JSON sequence', text: 'RFC 7464: every value begins with a record separator, shown as ␞.',
    url: 'formats/primes?count=40', accept: 'application/json-seq', source: 'Formats/PrimesEndpoint.cs', kind: 'text',
  },
  {
    id: 'json-array', name: 'JSON array', text: 'One array that is valid when the stream is complete.',
    url: 'formats/primes?count=40', accept: 'application/json', source: 'Formats/PrimesEndpoint.cs', kind: 'text',
  },
  {
    id: 'text', name: 'Text lines', text: 'The log of this application. Click around, and it goes on.',
    url: 'formats/log', source: 'Formats/LogEndpoint.cs', kind: 'text',
  },
  {
    id: 'chunked', name: 'Chunks', text: 'A Mandelbrot set, row by row as it is computed.',
    url: 'formats/mandelbrot?width=72', source: 'Formats/MandelbrotEndpoint.cs', kind: 'picture',
  },
  {
    id: 'binary', name: 'Binary, WAV', text: 'Plucked strings, synthesised on the fly. Look at the bytes, then play them.',
    url: 'formats/melody.wav?bpm=112', source: 'Formats/MelodyEndpoint.cs', kind: 'bytes', file: 'melody.wav',
  },
];

/** The command that shows the same in a terminal. */
export function curlOf({ url, accept, kind, file }) {
  const address = new URL(url, location.href).href;
  return [
    'curl -N',
    kind === 'bytes' ? `-o ${file}` : '-i',
    accept ? `-H 'Accept: ${accept}'` : '',
    `'${address}'`,
  ].filter(Boolean).join(' ');
}
