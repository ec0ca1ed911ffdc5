import { announce } from './announce.js';
import { setBar, setText } from './dom.js';
import { bytes } from './format.js';
import { problemOf } from './post.js';
import { chosenSquid } from './squids.js';

const TAKEN = /\.(csv|tsv)$/i;

const drop = document.getElementById('drop');
const input = document.getElementById('file');
const bar = document.getElementById('send-bar');
const text = document.getElementById('send-text');
const error = document.getElementById('send-error');
let queue = Promise.resolve();
let maxBytes = Infinity;
let entered = 0;

/** The largest file that the server takes. */
export function limitTo(maxFileBytes) {
  maxBytes = maxFileBytes;
}

/** Sends files one after another. */
export function send(files) {
  for (const file of files) queue = queue.then(() => sendOne(file));
}

async function sendOne(file) {
  setText(error, '');
  setBar(bar, 0, 'active');
  try {
    const squid = chosenSquid();
    if (!TAKEN.test(file.name)) throw new Error('A file of tasks ends in .csv or .tsv. Nothing was sent.');
    if (!squid) throw new Error('Choose a squid first. Nothing was sent.');
    if (file.size > maxBytes) throw new Error(`The file has ${bytes(file.size)}, and the dashboard takes ${bytes(maxBytes)}. Nothing was sent.`);
    await receive(file, squid);
    setText(text, `${file.name} was handed on: its row is below.`);
    setBar(bar, 100, 'good');
  } catch (problem) {
    setBar(bar, 0, 'active');
    setText(text, 'Nothing is being sent.');
    setText(error, `${file.name}: ${problem.message}`);
  }
}

// XMLHttpRequest, for fetch does not tell how much has been sent.
function receive(file, squid) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/api/uploads?squid=${encodeURIComponent(squid)}&name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader('Content-Type', 'text/csv');
    request.upload.addEventListener('progress', event => {
      const percent = event.lengthComputable ? 100 * event.loaded / event.total : 0;
      setBar(bar, percent, 'active');
      setText(text, percent < 100 ? `${file.name}: ${bytes(event.loaded)} of ${bytes(event.total)}` : `${file.name}: its columns are checked, then it is sent on.`);
    });
    request.addEventListener('load', () => {
      if (request.status === 200) resolve();
      else reject(new Error(problemOf(request.status, request.responseText)));
    });
    request.addEventListener('error', () => reject(new Error('The server was not reached, or has refused the file. If a row appears below, it was sent.')));
    setText(text, `${file.name}: reading`);
    announce(`${file.name} is being sent.`);
    request.send(file);
  });
}

input.addEventListener('change', () => {
  send([...input.files]);
  input.value = '';
});

// The whole page takes drops: a file that misses the box must not replace the page.
const hasFiles = event => [...event.dataTransfer?.types ?? []].includes('Files');
const mark = () => drop.classList.toggle('over', entered > 0);
addEventListener('dragenter', event => { if (hasFiles(event)) { entered++; mark(); } });
addEventListener('dragleave', event => { if (hasFiles(event)) { entered--; mark(); } });
addEventListener('dragover', event => { if (hasFiles(event)) event.preventDefault(); });
addEventListener('drop', event => {
  if (!hasFiles(event)) return;
  event.preventDefault();
  entered = 0;
  mark();
  send([...event.dataTransfer.files]);
});
