import { byId, followEnd, make } from './dom.js';
import { openEventStream } from './event-stream.js';
import { messageOf, problemOf } from './problem.js';
import { Status } from './status.js';
import { WirePane } from './wire-pane.js';

const names = ['Ada', 'Grace', 'Alan', 'Edsger', 'Barbara', 'Donald', 'Radia', 'Ken', 'Margaret', 'Dennis'];
const events = ['welcome', 'joined', 'said', 'left'];

/** Room: an EventSource to listen, a POST to speak. */
export function startRoom() {
  const status = new Status('room');
  const wire = new WirePane(document.querySelector('#room .wire'));
  const log = byId('room-log');
  let stream = null;
  let seat = null;

  const leave = () => {
    stream?.close();
    stream = null;
    showSeat(false);
    showMembers([]);
  };

  const show = (name, data) => {
    if (name === 'welcome') {
      log.replaceChildren(...data.recent.map(said => bubble(said, seat.member)));
      news(log, `You are in ${data.room}.`);
      showMembers(data.members, seat.member);
    } else if (name === 'said') {
      followEnd(log, () => log.append(bubble(data, seat.member)));
    } else {
      news(log, `${data.member} ${name === 'joined' ? 'came in' : 'left'}.`);
      showMembers(data.members, seat.member);
    }
  };

  byId('room-form').addEventListener('submit', event => {
    event.preventDefault();
    stream?.close();
    wire.clear();
    seat = { room: byId('room-name').value.trim(), member: byId('room-member').value.trim() };
    status.set('opening');
    const url = `rooms/${encodeURIComponent(seat.room)}?member=${encodeURIComponent(seat.member)}`;
    stream = openEventStream(url, events, {
      open() {
        status.set('live');
        showSeat(true);
      },
      lost: () => status.set('lost'),
      failed(message) {
        leave();
        status.fail(message);
      },
      event(name, data, frame) {
        wire.add(frame);
        show(name, data);
      },
    });
  });
  byId('room-leave').addEventListener('click', () => {
    leave();
    news(log, 'You left.');
    status.set('stopped');
  });
  byId('room-say').addEventListener('submit', event => {
    event.preventDefault();
    say(seat, status);
  });
  fillIn(log);
}

async function say({ room, member }, status) {
  const input = byId('room-text');
  const text = input.value.trim();
  if (text === '') {
    return;
  }

  input.value = '';
  try {
    const response = await fetch(`rooms/${encodeURIComponent(room)}/messages`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ member, text }),
    });
    if (!response.ok) {
      throw await problemOf(response);
    }

    status.error.hidden = true;
  } catch (error) {
    // The stream may be fine; only this message did not get through.
    input.value = text;
    status.error.textContent = messageOf(error);
    status.error.hidden = false;
  }
}

function fillIn(log) {
  byId('room-name').value = new URLSearchParams(location.search).get('room') || 'lobby';
  byId('room-member').value = `${names[Math.floor(Math.random() * names.length)]} ${Math.floor(Math.random() * 90) + 10}`;
  const link = () => byId('room-window').href = `?room=${encodeURIComponent(byId('room-name').value.trim())}#room`;
  byId('room-name').addEventListener('input', link);
  link();
  log.append(make('p', { className: 'empty', text: 'Join, open a second window, and talk to yourself.' }));
}

function showSeat(isTaken) {
  byId('room-leave').disabled = !isTaken;
  byId('room-text').disabled = !isTaken;
  byId('room-send').disabled = !isTaken;
  byId('room-text').placeholder = isTaken ? 'Say something to everybody here' : 'Join, then say something';
}

function showMembers(members, me) {
  byId('room-members').replaceChildren(...members.map(name => make('li', { text: name, className: name === me ? 'me' : '' })));
}

function news(log, text) {
  followEnd(log, () => {
    log.querySelector('.empty')?.remove();
    log.append(make('p', { className: 'news', text }));
  });
}

function bubble({ member, text, at }, me) {
  const time = new Date(at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  return make('div', { className: member === me ? 'bubble mine' : 'bubble' }, make('small', { text: `${member} · ${time}` }), text);
}
