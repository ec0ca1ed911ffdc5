import { clone, setBar, setText, setTone } from './dom.js';
import { span, time } from './format.js';

// What the dashboard asks of the service; the other budgets are not used by it.
const FAMILIES = new Map([['tasks', 'Uploads'], ['runs', 'Runs'], ['squids', 'Squids']]);
const NEARLY = 0.9;

const list = document.getElementById('budgets');
const rows = new Map([...FAMILIES].map(([family, name]) => {
  const row = clone('budget-row');
  setText(row.fields.name, name);
  setText(row.fields.note, 'Nothing is waiting.');
  row.fields.bar.setAttribute('aria-label', `Requests for ${name.toLowerCase()}`);
  row.fields.bar.setAttribute('aria-valuemax', '100');
  row.fields.bar.setAttribute('aria-valuenow', '0');
  row.element.dataset.family = family;
  list.append(row.element);
  return [family, row];
}));

export function showBudgets(budgets, now) {
  for (const [family, { fields }] of rows) {
    const usage = budgets.get(family);
    if (!usage) continue;
    const isPaused = usage.pausedUntil !== null && Date.parse(usage.pausedUntil) > now;
    const part = usage.cap ? Math.min(1, usage.used / usage.cap) : 0;
    const used = usage.cap ? `${usage.used} of ${usage.cap} in ${span(usage.windowSeconds)}` : `${usage.used} in ${span(usage.windowSeconds)}, no cap`;
    setText(fields.used, used);
    setBar(fields.bar, 100 * part, isPaused || part >= NEARLY ? 'warn' : 'active');
    fields.bar.setAttribute('aria-valuetext', used);
    const waiting = usage.waiting === 0 ? 'Nothing is waiting.' : `${usage.waiting} waiting.`;
    setText(fields.note, isPaused ? `Paused until ${time(usage.pausedUntil)}: ${usage.pauseReason ?? 'no reason given'}. ${waiting}` : waiting);
    setTone(fields.note, isPaused ? 'warn' : 'neutral');
    fields.note.title = fields.note.textContent;
  }
}
