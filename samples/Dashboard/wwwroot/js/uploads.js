import { announce } from './announce.js';
import { act, Board } from './board.js';
import { setBar, setShown, setText, setTone } from './dom.js';
import { ago, bytes, number, span } from './format.js';
import { post } from './post.js';

const WORDS = { sending: 'Sending', mayHaveBeenSent: 'Was it taken?', rejected: 'Not sent', watching: 'Watching', succeeded: 'SUCCESS', failed: 'FAILURE', notFound: 'Not found' };
const TONES = { sending: 'active', mayHaveBeenSent: 'warn', rejected: 'bad', watching: 'active', succeeded: 'good', failed: 'bad', notFound: 'bad' };

export const uploads = new Board('uploads', 'upload-row', wire, update);

function wire(row) {
  const { actions, fields } = row;
  actions.start.addEventListener('click', () => act(row, actions.start, () => post(`/api/uploads/${row.key}/run`)));
  actions.forget.addEventListener('click', () => act(row, actions.forget, () => post(`/api/uploads/${row.key}/forget`)));
  fields.question.addEventListener('submit', event => {
    event.preventDefault();
    const isTaken = event.submitter?.value !== 'lost';
    const input = fields.question.elements.id;
    if (isTaken && input.value.trim() === '') {
      setText(fields.error, 'Write the id that lobstr.io shows for this upload.');
      input.focus();
      return;
    }
    act(row, event.submitter ?? input, () => post(`/api/uploads/${row.key}/resolve`, { uploadTaskId: isTaken ? input.value.trim() : null }));
  });
}

function update(row, upload, { now, squidName, asked, isFirst }) {
  const { actions, fields } = row;
  const word = upload.state === 'watching' ? upload.rawState ?? WORDS.watching : WORDS[upload.state];
  setText(fields.name, upload.fileName || upload.uploadTaskId || row.key);
  setText(fields.squid, upload.squidId ? `to ${squidName(upload.squidId)}` : '');
  setText(fields.state, word);
  setTone(fields.state, upload.state === 'watching' && word === 'PENDING' ? 'neutral' : TONES[upload.state]);
  setText(fields.inserted, number(upload.counts?.inserted));
  setText(fields.duplicates, number(upload.counts?.duplicates));
  setText(fields.invalid, number(upload.counts?.invalid));
  setTone(fields.invalid, upload.counts?.invalid > 0 ? 'warn' : 'neutral');
  setText(fields.time, span(((upload.endedAt ? Date.parse(upload.endedAt) : now) - Date.parse(upload.createdAt)) / 1000));
  const askedAt = asked.get(upload.uploadTaskId);
  setText(fields.asked, askedAt ? ago((now - Date.parse(askedAt)) / 1000) : '–');
  setBar(fields.bar, percentOf(upload), TONES[upload.state]);
  const [note, tone] = noteOf(upload);
  setText(fields.note, note);
  setTone(fields.note, tone);
  setShown(fields.question, upload.state === 'mayHaveBeenSent');
  setShown(actions.start, upload.state === 'succeeded' && !upload.runId && upload.squidId !== null);
  setShown(actions.forget, Boolean(upload.endedAt));
  // A page that was just opened has no news to tell.
  if (row.word !== undefined && row.word !== word && !isFirst) announce(`${upload.fileName}: ${word}. ${note}`);
  row.word = word;
}

function percentOf(upload) {
  if (upload.state === 'sending') return upload.size ? Math.min(100, 100 * upload.sent / upload.size) : 0;
  return upload.state === 'watching' ? null : 100;
}

function noteOf(upload) {
  const invalid = upload.counts?.invalid ?? 0;
  const rows = invalid === 1 ? '1 row is invalid and is left out.' : `${number(invalid)} rows are invalid and are left out.`;
  switch (upload.state) {
    case 'sending':
      return [upload.size ? `${bytes(upload.sent)} of ${bytes(upload.size)} sent.` : 'Waiting to be sent.', 'neutral'];
    case 'mayHaveBeenSent':
      return ['The connection was lost while this file was on its way. Look into lobstr.io: was it taken?', 'warn'];
    case 'watching':
      return upload.error ? [`Not reached, and tried again: ${upload.error}`, 'warn'] : ['lobstr.io is reading the rows. No run may start before SUCCESS.', 'neutral'];
    case 'succeeded':
      return [[upload.runId ? 'Its run has been started.' : 'All tasks are there: the run may start.', invalid > 0 ? rows : ''].join(' ').trim(), invalid > 0 ? 'warn' : 'neutral'];
    default:
      return [upload.error ?? 'lobstr.io has not taken this file.', 'bad'];
  }
}
