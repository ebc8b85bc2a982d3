import { byId, followEnd, make } from './dom.js';
import { duration } from './numbers.js';
import { postForEvents } from './post-for-events.js';
import { messageOf, Problem } from './problem.js';
import { Status } from './status.js';
import { WirePane } from './wire-pane.js';

const prompts = ['What is backpressure?', 'What happens when a client goes away?', 'Why not a lock?'];

/** Chat: a POST whose answer is read as it comes. */
export function startChat() {
  const panel = new ChatPanel();
  byId('chat-form').addEventListener('submit', event => {
    event.preventDefault();
    panel.send(byId('chat-message'));
  });
  byId('chat-stop').addEventListener('click', () => panel.stop());
  byId('chat-prompts').append(...prompts.map(text => {
    const button = make('button', { type: 'button', text });
    button.addEventListener('click', () => panel.ask(text));
    return button;
  }));
  showModel();
}

class ChatPanel {
  #status = new Status('chat');
  #wire = new WirePane(document.querySelector('#chat .wire'));
  #log = byId('chat-log');
  #history = [];
  #abort = null;

  constructor() {
    this.#log.append(make('p', { className: 'empty', text: 'Ask something, or take one of the questions below.' }));
  }

  send(input) {
    const message = input.value.trim();
    input.value = '';
    if (message === '') {
      this.#status.fail('Write a message first.');
      input.focus();
    } else {
      this.ask(message);
    }
  }

  async ask(message) {
    this.stop();
    const abort = this.#abort = new AbortController();
    const answer = this.#addTurn(message);
    byId('chat-stop').disabled = false;
    this.#status.set('opening');
    try {
      await this.#read({ message, history: [...this.#history] }, abort.signal, answer);
      this.#history.push({ fromUser: true, text: message }, { fromUser: false, text: answer.textContent });
      this.#status.set('complete');
    } catch (error) {
      answer.textContent ||= '(no answer)';
      if (!abort.signal.aborted) {
        this.#status.fail(messageOf(error));
      } else if (this.#abort === abort) {
        this.#status.set('stopped');
      }
    } finally {
      answer.classList.remove('growing');
      if (this.#abort === abort) {
        byId('chat-stop').disabled = true;
      }
    }
  }

  stop() {
    this.#abort?.abort();
  }

  #addTurn(message) {
    const answer = make('div', { className: 'bubble growing' });
    this.#wire.clear();
    this.#log.querySelector('.empty')?.remove();
    followEnd(this.#log, () => this.#log.append(make('div', { className: 'bubble mine', text: message }), answer));
    return answer;
  }

  async #read(turn, signal, answer) {
    for await (const { raw, event, data } of postForEvents('chat', turn, signal)) {
      this.#wire.add(raw);
      switch (event) {
        case 'start':
          this.#status.set('live');
          break;
        case 'content':
          followEnd(this.#log, () => answer.append(data.text));
          break;
        case 'done':
          byId('chat-speed').textContent = `${data.pieces} pieces in ${duration(data.seconds * 1000)}`;
          return;
        case 'error':
          throw new Problem(data.message);
      }
    }

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
