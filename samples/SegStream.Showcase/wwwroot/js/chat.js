import { byId, followEnd, make } from './dom.js';
import { duration } from './numbers.js';
import { readEvents } from './sse-reader.js';
import { messageOf, Problem, problemOf } from './problem.js';
import { Status } from './status.js';
import { WirePane } from './wire-pane.js';

const prompts = ['What is backpressure?', 'What happens when a client goes away?', 'Why not a lock?'];

/** Chat: a POST whose answer is read as it comes. */
export function startChat() {
  const status = new Status('chat');
  const wire = new WirePane(document.querySelector('#chat .wire'));
  const log = byId('chat-log');
  const history = [];
  let abort = null;

  const ask = async message => {
    abort?.abort();
    const mine = abort = new AbortController();
    log.querySelector('.empty')?.remove();
    const answer = make('div', { className: 'bubble growing' });
    followEnd(log, () => log.append(make('div', { className: 'bubble mine', text: message }), answer));
    wire.clear();
    byId('chat-stop').disabled = false;
    status.set('opening');
    try {
      await readAnswer({ message, history: [...history] }, mine.signal, (name, data, raw) => {
        wire.add(raw);
        show(name, data, answer);
      });
      history.push({ fromUser: true, text: message }, { fromUser: false, text: answer.textContent });
      status.set('complete');
    } catch (error) {
      if (mine.signal.aborted) {
        status.set('stopped');
      } else {
        status.fail(messageOf(error));
      }

      answer.textContent ||= '(no answer)';
    } finally {
      answer.classList.remove('growing');
      byId('chat-stop').disabled = abort === mine;
    }
  };

  const show = (name, data, answer) => {
    if (name === 'start') {
      status.set('live');
    } else if (name === 'content') {
      followEnd(log, () => answer.append(data.text));
    } else if (name === 'done') {
      byId('chat-speed').textContent = `${data.pieces} pieces in ${duration(data.seconds * 1000)}`;
    } else if (name === 'error') {
      throw new Problem(data.message);
    }
  };

  byId('chat-form').addEventListener('submit', event => {
    event.preventDefault();
    const input = byId('chat-message');
    const message = input.value.trim();
    if (message === '') {
      status.fail('Write a message first.');
      input.focus();
      return;
    }

    input.value = '';
    ask(message);
  });
  byId('chat-stop').addEventListener('click', () => abort?.abort());
  byId('chat-prompts').append(...prompts.map(text => {
    const button = make('button', { type: 'button', text });
    button.addEventListener('click', () => ask(text));
    return button;
  }));
  log.append(make('p', { className: 'empty', text: 'Ask something, or take one of the questions below.' }));
  showModel();
}

async function readAnswer(turn, signal, on) {
  const response = await fetch('chat', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'text/event-stream' },
    body: JSON.stringify(turn),
    signal,
  });
  if (!response.ok) {
    throw await problemOf(response);
  }

  let isDone = false;
  for await (const { raw, event, data } of readEvents(response.body)) {
    on(data === null ? 'comment' : event, data === null ? null : JSON.parse(data), raw);
    isDone ||= event === 'done';
  }

  if (!isDone) {
    throw new Problem('The answer ended before it was complete.');
  }
}

async function showModel() {
  try {
    const { name, isEmbedded } = await (await fetch('chat/model')).json();
    byId('chat-model').textContent = isEmbedded ? `an ${name}, not an AI service` : name;
  } catch (error) {
    byId('chat-model').textContent = messageOf(error);
  }
}
