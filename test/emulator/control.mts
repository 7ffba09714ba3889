import { fileURLToPath } from 'node:url';
import express, { type ErrorRequestHandler, type Router } from 'express';
import type { Fault, FaultMatcher } from './faults.mts';
import { createRecord, deleteRecord, updateRecord } from './records.mts';
import { snapshot, streamSnapshots } from './snapshot.mts';
import { setSwitches } from './switches.mts';
import { isObject, type JsonObject } from './types.mts';
import { elsewhere } from './views.mts';
import type { WebhookDefinition } from './webhooks.mts';
import type { World } from './world.mts';

const PAGE = fileURLToPath(new URL('page/', import.meta.url));

/** The page, and the JSON API under `/_emulator/` that moves the emulator; no SmartSuite here. */
export function controlApi(world: World, reset: () => void): Router {
	const router = express.Router();
	const control = express.Router();
	router.get('/', (_req, res) => res.sendFile('index.html', { root: PAGE }));
	router.use('/_emulator', control);

	control.use('/page', express.static(PAGE));
	control.use(express.json({ limit: '10mb' }));
	addStateRoutes(control, world);
	addRecordRoutes(control, world);
	control.get('/files/:handle', async (req, res) => {
		const { content, mimetype } = world.files.get(req.params.handle) ?? {};
		if (!content) return void res.sendStatus(404);
		res.type(mimetype ?? '').send(Buffer.from(await content.arrayBuffer()));
	});
	addWebhookRoutes(control, world);
	addFaultRoutes(control, world);
	addSettingRoutes(control, world);
	control.post('/reset', (_req, res) => {
		reset();
		res.json({});
	});
	control.use((_req, res) => res.status(404).json({ error: 'There is no such control' }));
	control.use(complain);
	return router;
}

function addStateRoutes(control: Router, world: World): void {
	control.get('/state', (req, res) => {
		res.json(snapshot(world, Number(req.query.last ?? 100)));
	});
	control.get('/stream', (_req, res) => streamSnapshots(world, res));
}

/** Bodies: {tableId, fields, by?}, {tableId, recordId, fields, by?}, {tableId, recordId, by?} */
function addRecordRoutes(control: Router, world: World): void {
	control.post('/records', (req, res) => {
		const { tableId, fields, author } = recordRequest(req.body);
		res.json(createRecord(world, tableId, fields, author));
	});
	control.patch('/records', (req, res) => {
		const { tableId, recordId, fields, author } = recordRequest(req.body);
		res.json(updateRecord(world, tableId, recordId, fields, author));
	});
	control.delete('/records', (req, res) => {
		const { tableId, recordId, author } = recordRequest(req.body);
		res.json(deleteRecord(world, tableId, recordId, author));
	});
}

function addWebhookRoutes(control: Router, world: World): void {
	const others = elsewhere(world);
	control.post('/webhooks', (req, res) => {
		const { by, ...definition } = req.body as WebhookDefinition & { by?: string };
		res.json(others.createWebhook(definition, by));
	});
	control.patch('/webhooks/:id', (req, res) => {
		// JSON has no undefined: `"url": null` stops notifications.
		const change = req.body as Partial<WebhookDefinition>;
		const stopped = change.url === null ? { url: undefined } : {};
		res.json(others.updateWebhook(req.params.id, { ...change, ...stopped }));
	});
	control.delete('/webhooks/:id', (req, res) => {
		others.deleteWebhook(req.params.id);
		res.json({});
	});
}

/** Body: {matcher?, fault, times?}; `times: null` is Infinity, which JSON lacks. */
function addFaultRoutes(control: Router, world: World): void {
	control.post('/faults', (req, res) => {
		const {
			matcher = {},
			fault,
			times = 1,
		} = req.body as {
			matcher?: FaultMatcher;
			fault: Fault;
			times?: number | null;
		};
		world.faults.push({ matcher, fault, times: times ?? Infinity });
		world.changed();
		res.json(world.faults);
	});
	control.delete('/faults', (_req, res) => {
		world.faults.length = 0;
		world.changed();
		res.json([]);
	});
}

/** Bodies: {advanceMs}, and switches by their names. */
function addSettingRoutes(control: Router, world: World): void {
	control.post('/clock', async (req, res) => {
		await world.clock.advance(Number((req.body as { advanceMs: unknown }).advanceMs));
		world.changed();
		res.json({ now: world.clock.now() });
	});
	control.post('/switches', (req, res) => {
		setSwitches(world.switches, objectOf(req.body));
		world.changed();
		res.json(world.switches);
	});
}

function recordRequest(body: unknown) {
	const { tableId, recordId, fields, by } = objectOf(body);
	return {
		tableId: String(tableId),
		recordId: String(recordId),
		fields: objectOf(fields ?? {}),
		author: { by: typeof by === 'string' ? by : undefined },
	};
}

function objectOf(body: unknown): JsonObject {
	if (!isObject(body)) throw new Error('The body must be a JSON object');
	return body;
}

const complain: ErrorRequestHandler = (error: unknown, _req, res, next) => {
	if (res.headersSent) return next(error);
	res.status(400).json({ error: error instanceof Error ? error.message : String(error) });
};
