/** A trigger that notes what n8n calls, and in the order of which file it does what. */
const { appendFileSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

const folder = process.env.PROBE_FOLDER;

/** Appends a line: what was called, how, and the static data that it was given. */
function note(context, what, more = {}) {
	const data = context.getWorkflowStaticData('node');
	const call = {
		what,
		mode: context.getMode?.(),
		activation: context.getActivationMode?.(),
		parameter: context.getNodeParameter('label', undefined, { rawExpressions: true }),
		data: JSON.parse(JSON.stringify(data)),
		...more,
	};
	appendFileSync(join(folder, 'calls.jsonl'), `${JSON.stringify(call)}\n`);
	return data;
}

/** What the next call is to do, as the test has written it. */
const order = () => JSON.parse(readFileSync(join(folder, 'order.json'), 'utf8'));

async function create() {
	note(this, 'create').createdAs = this.getActivationMode();
	if (order().create === 'fails') throw new Error('The probe was told to fail');
	return true;
}

async function remove() {
	note(this, 'delete');
	if (order().delete === 'fails') throw new Error('The probe was told to fail');
	return true;
}

async function checkExists() {
	note(this, 'checkExists');
	return order().exists === true;
}

async function trigger() {
	const data = note(this, 'trigger');
	const beat = () => {
		const { emit } = order();
		if (!emit) return;
		note(this, 'tick');
		if (emit === 'flagged') data.fromTrigger = true;
		this.emit([[{ json: { from: 'trigger' } }]]);
	};
	this.helpers.registerCron({ expression: '* * * * * *' }, beat);
	return { closeFunction: async () => void note(this, 'close') };
}

async function webhook() {
	const { does, value } = this.getBodyData();
	const data = note(this, 'webhook');
	if (does === 'throws') throw new Error('The probe was told to throw');
	data.value = value;
	if (does === 'answers') return { webhookResponse: 'noted' };
	const workflowData = [[{ json: { value } }]];
	if (does === 'returns items') return { workflowData, webhookResponse: 'noted' };
	const response = { workflowData };
	Object.defineProperty(response, 'webhookResponse', {
		get: () => {
			const own = note(this, 'webhookResponse');
			own.value = undefined;
			own.value = value;
			return 'noted';
		},
	});
	return response;
}

class Probe {
	constructor() {
		this.description = {
			displayName: 'Probe',
			name: 'probe',
			group: ['trigger'],
			version: 2,
			description: 'Notes what n8n calls',
			defaults: { name: 'Probe' },
			inputs: [],
			outputs: ['main'],
			webhooks: [
				{
					name: 'default',
					httpMethod: 'POST',
					responseMode: 'onReceived',
					responseData: '',
					path: 'webhook',
				},
			],
			properties: [{ displayName: 'Label', name: 'label', type: 'string', default: '' }],
		};
		this.webhookMethods = { default: { checkExists, create, delete: remove } };
		Object.assign(this, { trigger, webhook });
	}

	async execute() {
		note(this, 'execute');
		return [this.getInputData()];
	}
}

module.exports = { Probe };
