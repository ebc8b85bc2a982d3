import { byId, followEnd, make } from './dom.js';

/** What a member sees; one method for each event of the room. */
export class RoomView {
  #log = byId('room-log');

  constructor() {
    this.#log.append(make('p', { className: 'empty', text: 'Join, open a second window, and talk to yourself.' }));
  }

  welcome({ room, members, recent }, me) {
    this.#log.replaceChildren(...recent.map(message => bubble(message, me)));
    this.news(`You are in ${room}.`);
    showMembers(members, me);
  }

  joined({ member, members }, me) {
    this.news(`${member} came in.`);
    showMembers(members, me);
  }

  said(message, me) {
    followEnd(this.#log, () => this.#log.append(bubble(message, me)));
  }

  left({ member, members }, me) {
    this.news(`${member} left.`);
    showMembers(members, me);
  }

  news(text) {
    this.#log.querySelector('.empty')?.remove();
    followEnd(this.#log, () => this.#log.append(make('p', { className: 'news', text })));
  }

  /** Only who is in a room can speak and leave. */
  seat(isTaken) {
    ['room-leave', 'room-text', 'room-send'].forEach(id => byId(id).disabled = !isTaken);
    byId('room-text').placeholder = isTaken ? 'Say something to everybody here' : 'Join, then say something';
    if (!isTaken) {
      showMembers([]);
    }
  }
}

function showMembers(members, me) {
  byId('room-members').replaceChildren(...members.map(name => make('li', { text: name, className: name === me ? 'me' : '' })));
}

function bubble({ member, text, at }, me) {
  const time = new Date(at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  return make('div', { className: member === me ? 'bubble mine' : 'bubble' }, make('small', { text: `${member} · ${time}` }), text);
}
