import { send } from './sender.js';

const ROWS = 60;
const button = document.getElementById('example');

button.addEventListener('click', () => send([new File([content()], 'example.csv', { type: 'text/csv' })]));

/** Offers a file to whoever tries the simulated service. */
export function offerExample(isDemo) {
  button.hidden = !isDemo;
}

// A duplicate now and then, and some rows that no crawler could do anything with.
function content() {
  const lines = ['url,max_results'];
  for (let row = 1; row <= ROWS; row++) {
    if (row % 20 === 0) lines.push('not an address,20');
    else lines.push(`https://example.com/shops/${row % 17 === 0 ? 1 : row},20`);
  }
  return `${lines.join('\n')}\n`;
}
