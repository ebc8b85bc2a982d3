import { byId } from './dom.js';

const root = document.documentElement;
const system = matchMedia('(prefers-color-scheme: dark)');

/** Connects the button; until somebody presses it, the page follows the system. */
export function startTheme() {
  const button = byId('theme');

  const show = theme => {
    root.dataset.theme = theme;
    button.setAttribute('aria-pressed', String(theme === 'dark'));
    dispatchEvent(new Event('themechange'));
  };

  show(root.dataset.theme);
  button.addEventListener('click', () => {
    const theme = root.dataset.theme === 'dark' ? 'light' : 'dark';
    remember(theme);
    show(theme);
  });
  system.addEventListener('change', () => remembered() || show(system.matches ? 'dark' : 'light'));
}

function remembered() {
  try {
    return localStorage.getItem('theme');
  } catch {
    return null;
  }
}

function remember(theme) {
  try {
    localStorage.setItem('theme', theme);
  } catch {
    // Storage may be off; the choice then lasts until the page is left.
  }
}
