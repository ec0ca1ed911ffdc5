import { fieldsOf, setBar, setText, setTone } from './dom.js';
import { span, time } from './format.js';

const NEARLY = 0.9;
const MINUTE = 60;

// Those of what the dashboard asks for; the others are not used by it.
const rows = new Map([...document.querySelectorAll('[data-family]')].map(element => [element.dataset.family, fieldsOf(element)]));

export function showBudgets(budgets, now) {
  for (const [family, fields] of rows) {
    const usage = budgets.get(family);
    if (!usage) continue;
    const isPaused = usage.pausedUntil !== null && Date.parse(usage.pausedUntil) > now;
    const part = usage.cap ? Math.min(1, usage.used / usage.cap) : 0;
    const window = usage.windowSeconds === MINUTE ? 'a minute' : `in ${span(usage.windowSeconds)}`;
    const used = usage.cap ? `${usage.used} of ${usage.cap} ${window}` : `${usage.used} ${window}, no cap`;
    setText(fields.used, used);
    setBar(fields.bar, 100 * part, isPaused || part >= NEARLY ? 'warn' : 'active');
    fields.bar.setAttribute('aria-valuetext', used);
    const waiting = usage.waiting === 0 ? 'Nothing is waiting.' : `${usage.waiting} waiting.`;
    setText(fields.note, isPaused ? `Paused until ${time(usage.pausedUntil)}: ${usage.pauseReason ?? 'no reason given'}. ${waiting}` : waiting);
    setTone(fields.note, isPaused ? 'warn' : 'neutral');
  }
}
