import { clone, setShown, setText } from './dom.js';

/** A list of rows, one for each thing, the newest first. Rows are changed where they stand: neither focus nor place is lost. */
export class Board {
  #rows = new Map();
  #list;
  #template;
  #wire;
  #update;
  #empty;
  #count;

  constructor(name, template, wire, update) {
    this.#list = document.getElementById(name);
    this.#empty = document.getElementById(`${name}-empty`);
    this.#count = document.getElementById(`${name}-count`);
    this.#template = template;
    this.#wire = wire;
    this.#update = update;
  }

  show(values, context) {
    for (const [key, row] of this.#rows) {
      if (values.has(key)) continue;
      row.element.remove();
      this.#rows.delete(key);
    }
    const ordered = [...values].sort(([, a], [, b]) => Date.parse(b.createdAt ?? 0) - Date.parse(a.createdAt ?? 0));
    ordered.forEach(([key, value], place) => {
      const row = this.#rows.get(key) ?? this.#add(key);
      row.value = value;
      this.#update(row, value, context);
      if (this.#list.children[place] !== row.element) this.#list.insertBefore(row.element, this.#list.children[place] ?? null);
    });
    setShown(this.#empty, values.size === 0);
    setText(this.#count, values.size === 0 ? '' : String(values.size));
  }

  #add(key) {
    const row = { key, ...clone(this.#template) };
    row.element.dataset.key = key;
    this.#rows.set(key, row);
    this.#wire(row);
    return row;
  }
}

/** Does what a button says, once at a time, and shows in the row what went wrong. */
export async function act(row, button, action) {
  if (button.disabled) return;
  button.disabled = true;
  setText(row.fields.error, '');
  try {
    await action();
  } catch (error) {
    setText(row.fields.error, error.message);
  } finally {
    button.disabled = false;
  }
}
