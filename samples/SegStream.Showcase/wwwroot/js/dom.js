/** The element with an id; the page and the modules are written together, so it exists. */
export const byId = id => document.getElementById(id);

/** Makes an element. Text is set as text, never as markup. */
export function make(tag, { text, ...properties } = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  if (text !== undefined) {
    element.textContent = text;
  }

  element.append(...children);
  return element;
}

/** Keeps a scrolled box at its end while it grows, unless the person has scrolled back. */
export function followEnd(box, grow) {
  const atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 40;
  grow();
  if (atEnd) {
    box.scrollTop = box.scrollHeight;
  }
}

/** A colour of the current theme. */
export const colour = (name, element = document.documentElement) => getComputedStyle(element).getPropertyValue(name).trim();
