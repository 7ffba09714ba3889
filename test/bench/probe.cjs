// Notes when a ping reaches each of its stations in n8n, as lines of JSON in the file PING_PROBE.
// Usage: node --require probe.cjs
const { subscribe } = require('node:diagnostics_channel');
const { appendFileSync } = require('node:fs');
const Module = require('node:module');

const FILE = process.env.PING_PROBE;
const PING = /^\/webhook\//;
const LIST_EVENTS = /ListEvents$/;

const note = (station) => {
	const at = performance.timeOrigin + performance.now();
	if (FILE) appendFileSync(FILE, `${JSON.stringify({ station, at })}\n`);
};

const whenServed = (station) => (message) => {
	if (PING.test(message.request.url)) note(station);
};
subscribe('http.server.request.start', whenServed('received'));
subscribe('http.server.response.finish', whenServed('answered'));

const whenSent = (station) => (message) => {
	if (LIST_EVENTS.test(message.request.path)) note(station);
};
subscribe('http.client.request.start', whenSent('requested'));
subscribe('http.client.response.finish', whenSent('responded'));

/** Notes before and after a method, whether it gives a promise or not. */
function around(prototype, name, before, after) {
	const method = prototype[name];
	prototype[name] = async function (...args) {
		note(before);
		try {
			return await method.apply(this, args);
		} finally {
			note(after);
		}
	};
}

const load = Module._load;
Module._load = function (request, ...rest) {
	const loaded = load.call(this, request, ...rest);
	const { SmartSuiteTrigger, Pacer } = Object(loaded);
	for (const found of [SmartSuiteTrigger, Pacer]) if (found) watch(found);
	return loaded;
};

const watched = new Set();
function watch(found) {
	if (watched.has(found)) return;
	watched.add(found);
	const { prototype } = found;
	if (prototype.webhook) {
		around(prototype, 'webhook', 'called', 'handed over');
		around(prototype, 'execute', 'executed', 'de-duplicated');
	} else around(prototype, 'turn', 'queued', 'departed');
}
