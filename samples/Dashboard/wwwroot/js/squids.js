import { setText } from './dom.js';
import { post } from './post.js';

const REMEMBERED = 'squid';
const select = document.getElementById('squid');
const reload = document.getElementById('reload');
let shown = '';
let chosen = localStorage.getItem(REMEMBERED);

reload.addEventListener('click', async () => {
  reload.disabled = true;
  try {
    await post('/api/squids/reload');
  } catch (error) {
    setText(document.getElementById('send-error'), error.message);
  } finally {
    reload.disabled = false;
  }
});
select.addEventListener('change', () => {
  chosen = select.value;
  localStorage.setItem(REMEMBERED, chosen);
});

export const chosenSquid = () => select.value;

export function showSquids(squids) {
  const now = JSON.stringify([...squids]);
  if (now === shown) return;
  shown = now;
  const options = [...squids].map(([id, { name }]) => {
    const option = document.createElement('option');
    option.value = id;
    option.textContent = name || id;
    option.selected = id === chosen;
    return option;
  });
  if (options.length === 0) {
    const none = document.createElement('option');
    none.value = '';
    none.textContent = 'There is no squid yet';
    options.push(none);
  }
  select.replaceChildren(...options);
  select.disabled = squids.size === 0;
}
