import { setText } from './dom.js';

const announcer = document.getElementById('announcer');

/** Says something to whoever cannot see the page. */
export const announce = text => setText(announcer, text);
