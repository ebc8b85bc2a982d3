import { startTheme } from './theme.js';
import { startTimeline } from './timeline.js';
import { startImport } from './import.js';
import { startMonitor } from './monitor.js';
import { startChat } from './chat.js';
import { startRoom } from './room.js';
import { startFormats } from './formats.js';

startTheme();
startTimeline();
startImport();
startMonitor();
startChat();
startRoom();
startFormats();
document.documentElement.dataset.ready = 'true';
