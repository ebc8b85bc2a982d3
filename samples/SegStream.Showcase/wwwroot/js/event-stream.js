import { reasonOf } from './problem.js';

/**
 * Opens a real EventSource and hands every named event over, with its data parsed and its frame rebuilt for the wire pane.
 * @param {string} url
 * @param {string[]} names the events to listen to
 * @param {{ open?: Function, event: Function, failed: Function, lost?: Function }} on
 * @returns {{ close: Function }}
 */
export function openEventStream(url, names, on) {
  const source = new EventSource(url);
  source.addEventListener('open', () => on.open?.());

  const deliver = message => on.event(message.type, JSON.parse(message.data), frameOf(message));
  names.filter(name => name !== 'error').forEach(name => source.addEventListener(name, deliver));

  // A server may send an event of the name "error" too: that one has data.
  source.addEventListener('error', async event => {
    if (event instanceof MessageEvent) {
      deliver(event);
    } else if (source.readyState === EventSource.CLOSED) {
      on.failed(await reasonOf(url));
    } else {
      on.lost?.();
    }
  });
  return source;
}

function frameOf({ type, data, lastEventId }) {
  const id = lastEventId ? `id: ${lastEventId}\n` : '';
  const event = type === 'message' ? '' : `event: ${type}\n`;
  return id + event + data.split('\n').map(line => `data: ${line}`).join('\n');
}
