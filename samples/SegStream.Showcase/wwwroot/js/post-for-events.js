import { problemOf } from './problem.js';
import { readEvents } from './sse-reader.js';

/**
 * Posts a body and yields the events of the answer as they arrive, their data parsed; a comment has the event "comment" and no data.
 * EventSource can only GET; this is how a page streams the answer to a POST.
 * @param {string} url
 * @param {Blob | object} body a file as it is, anything else as JSON
 * @param {AbortSignal} signal
 */
export async function* postForEvents(url, body, signal) {
  const isFile = body instanceof Blob;
  const response = await fetch(url, {
    method: 'POST',
    headers: { Accept: 'text/event-stream', 'Content-Type': isFile ? 'application/octet-stream' : 'application/json' },
    body: isFile ? body : JSON.stringify(body),
    signal,
  });
  if (!response.ok) {
    throw await problemOf(response);
  }

  for await (const { raw, event, data } of readEvents(response.body)) {
    yield data === null ? { raw, event: 'comment', data } : { raw, event, data: JSON.parse(data) };
  }
}
