import { byId } from './dom.js';
import { openEventStream } from './event-stream.js';
import { messageOf, problemOf } from './problem.js';
import { RoomView } from './room-view.js';
import { Status } from './status.js';
import { WirePane } from './wire-pane.js';

const names = ['Ada', 'Grace', 'Alan', 'Edsger', 'Barbara', 'Donald', 'Radia', 'Ken', 'Margaret', 'Dennis'];
const events = ['welcome', 'joined', 'said', 'left'];

/** Room: an EventSource to listen, a POST to speak. */
export function startRoom() {
  fillIn();
  const panel = new RoomPanel();
  byId('room-form').addEventListener('submit', event => {
    event.preventDefault();
    panel.join(byId('room-name').value.trim(), byId('room-member').value.trim());
  });
  byId('room-leave').addEventListener('click', () => panel.leave());
  byId('room-say').addEventListener('submit', event => {
    event.preventDefault();
    panel.say(byId('room-text'));
  });
}

class RoomPanel {
  #status = new Status('room');
  #wire = new WirePane(document.querySelector('#room .wire'));
  #view = new RoomView();
  #stream = null;
  #room = '';
  #member = '';

  join(room, member) {
    this.#stream?.close();
    this.#wire.clear();
    this.#room = room;
    this.#member = member;
    this.#status.set('opening');
    this.#stream = openEventStream(`rooms/${encodeURIComponent(room)}?member=${encodeURIComponent(member)}`, events, {
      open: () => {
        this.#status.set('live');
        this.#view.seat(true);
      },
      lost: () => this.#status.set('lost'),
      failed: message => {
        this.#stream = null;
        this.#view.seat(false);
        this.#status.fail(message);
      },
      event: (name, data, frame) => {
        this.#wire.add(frame);
        this.#view[name](data, member);
      },
    });
  }

  leave() {
    this.#stream?.close();
    this.#stream = null;
    this.#view.seat(false);
    this.#view.news('You left.');
    this.#status.set('stopped');
  }

  async say(input) {
    const text = input.value.trim();
    input.value = '';
    if (text === '') {
      return;
    }

    try {
      await post(`rooms/${encodeURIComponent(this.#room)}/messages`, { member: this.#member, text });
      this.#status.complain('');
    } catch (error) {
      // The stream may be fine; only this message did not get through.
      input.value = text;
      this.#status.complain(messageOf(error));
    }
  }
}

async function post(url, body) {
  const response = await fetch(url, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
  if (!response.ok) {
    throw await problemOf(response);
  }
}

function fillIn() {
  const room = byId('room-name');
  const link = () => byId('room-window').href = `?room=${encodeURIComponent(room.value.trim())}#room`;
  room.value = new URLSearchParams(location.search).get('room') || 'lobby';
  room.addEventListener('input', link);
  link();
  byId('room-member').value = `${names[Math.floor(Math.random() * names.length)]} ${Math.floor(Math.random() * 90) + 10}`;
}
