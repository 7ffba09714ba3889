/** Makes an element: `element('p', { class: 'muted' }, 'text', child)`; `on...` are listeners. */
export function element(name, attributes = {}, ...children) {
	const made = document.createElement(name);
	for (const [key, value] of Object.entries(attributes)) {
		if (key.startsWith('on')) made.addEventListener(key.slice(2), value);
		else if (value === true) made.setAttribute(key, '');
		else if (value !== undefined && value !== false) made.setAttribute(key, value);
	}
	made.append(...children.filter((child) => child !== undefined));
	return made;
}

export const button = (text, onclick, attributes = {}) =>
	element('button', { type: 'button', onclick, ...attributes }, text);

export const byId = (id) => document.getElementById(id);

/**
 * Shows one child per item and leaves the children of unchanged items alone, so that neither focus
 * nor an opened detail is lost when the rest moves.
 */
export function showList(list, items, keyOf, build, empty) {
	const old = new Map([...list.children].map((child) => [child.dataset.key, child]));
	const children = items.map((item) => {
		const key = String(keyOf(item));
		const content = JSON.stringify(item);
		const kept = old.get(key);
		if (kept?.content === content) return kept;
		const child = build(item);
		child.dataset.key = key;
		child.content = content;
		if (kept) child.classList.add('changed');
		return child;
	});
	if (children.length === 0 && empty) {
		children.push(list.querySelector('.empty') ?? element('li', { class: 'empty' }, empty));
	}
	const focused = document.activeElement;
	const place = [...list.children].findIndex((child) => child.contains(focused));
	const holder = list.children[place];
	for (const child of [...list.children]) if (!children.includes(child)) child.remove();
	children.forEach((child, index) => {
		if (list.children[index] !== child) list.insertBefore(child, list.children[index] ?? null);
	});
	if (holder && !holder.isConnected) passFocus(holder, focused, children, place);
}

/** Gives the focus of a child that has gone to the same place in its successor, or in the next one. */
function passFocus(old, focused, children, place) {
	const places = (child) => [child, ...child.querySelectorAll('button, summary')];
	const replacement = children.find(({ dataset }) => dataset.key === old.dataset.key);
	const successor = replacement ?? children[place] ?? children.at(-1);
	if (successor) places(successor)[places(old).indexOf(focused)]?.focus();
}

/** Time of day, in the reader's own time zone. */
export const timeOfDay = (time) =>
	new Date(time).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', second: '2-digit' });

/** Object as readable JSON behind a summary. */
export const details = (summary, object) =>
	element(
		'details',
		{},
		element('summary', {}, ...summary),
		element('pre', { tabindex: 0 }, JSON.stringify(object, null, 2)),
	);
