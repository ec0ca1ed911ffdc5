// Every text that comes from a file or from the service goes through textContent: it is text, never markup.

/** A copy of a template, and its fields by name. */
export function clone(templateId) {
  const element = document.getElementById(templateId).content.firstElementChild.cloneNode(true);
  const actions = {};
  for (const action of element.querySelectorAll('[data-action]')) actions[action.dataset.action] = action;
  return { element, fields: fieldsOf(element), actions };
}

/** The parts of an element that are filled, by name. */
export function fieldsOf(element) {
  return Object.fromEntries([...element.querySelectorAll('[data-field]')].map(field => [field.dataset.field, field]));
}

/** Sets a text if it differs, so that nothing is announced or drawn again for nothing. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

export function setTone(element, tone) {
  if (element.dataset.tone !== tone) element.dataset.tone = tone;
}

/** Shows or hides a control; the focus does not get lost with it. */
export function setShown(element, isShown) {
  if (element.hidden === !isShown) return;
  const row = element.contains(document.activeElement) ? element.closest('.row') : null;
  element.hidden = !isShown;
  row?.focus();
}

/** Fills a bar; null: how far it is, nobody knows. */
export function setBar(bar, percent, tone) {
  setTone(bar, tone);
  bar.classList.toggle('waiting', percent === null);
  if (percent === null) {
    bar.removeAttribute('aria-valuenow');
    return;
  }
  bar.setAttribute('aria-valuenow', Math.round(percent));
  bar.firstElementChild.style.width = `${percent}%`;
}
