import { announce } from './announce.js';
import { act, Board } from './board.js';
import { setBar, setShown, setText, setTone } from './dom.js';
import { ago, credit, moment, number, span } from './format.js';
import { post } from './post.js';

const WORDS = { pending: 'Pending', running: 'Running', uploading: 'Exporting', paused: 'Paused', done: 'Done', aborted: 'Aborted', error: 'Failed' };
const TONES = { pending: 'neutral', running: 'active', uploading: 'active', paused: 'warn', done: 'good', aborted: 'bad', error: 'bad' };

const dialog = document.getElementById('abort');

export const runs = new Board('runs', 'run-row', wire, update);

function wire(row) {
  row.actions.abort.addEventListener('click', async () => {
    if (await isSure(row.fields.squid.textContent)) await act(row, row.actions.abort, () => post(`/api/runs/${encodeURIComponent(row.key)}/abort`));
  });
  row.fields.download.href = `/api/runs/${encodeURIComponent(row.key)}/results.csv`;
}

function isSure(name) {
  setText(document.getElementById('abort-text'), `The run of ${name} ends for good. What it has found so far is kept, and billed.`);
  dialog.returnValue = 'keep';
  dialog.showModal();
  return new Promise(resolve => dialog.addEventListener('close', () => resolve(dialog.returnValue === 'abort'), { once: true }));
}

function update(row, run, { now, squidName, asked, isFirst }) {
  const { actions, fields } = row;
  const cutShort = run.status === 'done' && run.wasCutShort;
  const word = cutShort ? 'Cut short' : WORDS[run.status] ?? run.rawStatus;
  const tone = cutShort ? 'warn' : TONES[run.status] ?? 'neutral';
  const name = squidName(run.squidId);
  setText(fields.squid, name);
  setText(fields.id, run.createdAt ? `started ${moment(run.createdAt)}` : `run ${row.key}`);
  fields.id.title = `Run ${row.key}`;
  setText(fields.state, word);
  setTone(fields.state, tone);
  setText(fields.tasks, run.totalTasks === null ? '–' : `${number(run.tasksDone)} of ${number(run.totalTasks)}`);
  setText(fields.results, number(run.results));
  setText(fields.credits, credit(run.credits));
  setText(fields.time, run.createdAt ? span(((run.endedAt ? Date.parse(run.endedAt) : now) - Date.parse(run.createdAt)) / 1000) : '–');
  const askedAt = asked.get(row.key);
  setText(fields.asked, askedAt ? ago((now - Date.parse(askedAt)) / 1000) : '–');
  setBar(fields.bar, run.percentDone ?? (run.isFinal ? 100 : 0), tone);
  setText(fields.note, noteOf(run));
  setTone(fields.note, run.error || tone === 'bad' ? 'bad' : tone === 'warn' ? 'warn' : 'neutral');
  setShown(actions.abort, !run.isFinal);
  setShown(fields.download, run.isFinal && run.status !== 'error');
  if (row.word !== undefined && row.word !== word && !isFirst) announce(`Run of ${name}: ${word}. ${noteOf(run)}`);
  row.word = word;
}

function noteOf(run) {
  if (run.error) return `Not reached, and tried again: ${run.error}`;
  const percent = run.percentDone === null ? '' : `${Math.floor(run.percentDone)} %`;
  switch (run.status) {
    case 'pending': return 'Waits for its turn.';
    case 'paused': return `${percent ? `${percent}. ` : ''}${run.reason ?? 'lobstr.io does not say why.'}`;
    case 'running': return [percent || 'Under way', run.etaSeconds ? `about ${span(run.etaSeconds)} left` : ''].filter(Boolean).join(', ');
    case 'uploading': return 'The rows are found; their file is being written.';
    case 'done': return run.wasCutShort ? `Not all tasks were done: ${run.reason}` : '100 %. All tasks are done.';
    case 'aborted': return run.reason ?? 'What it had found is kept.';
    case 'error': return run.reason ?? 'lobstr.io does not say why.';
    default: return run.reason ?? '';
  }
}
