import { describe, expect, it } from 'vitest';
import { call, emulate, rpc } from './harness.mts';

const PATHS = [
	['the engine', 'POST', '/smartsuite.webhooks.engine.Webhooks/ListWebhooks'],
	['REST', 'GET', '/api/v1/solutions/'],
] as const;

describe.each(PATHS)('authentication on %s', (_host, method, path) => {
	it('says that the workspace is missing before it looks at the token', async () => {
		const emulator = await emulate();
		const headers = { 'account-id': undefined, authorization: 'Token wrong' };
		const reply = await call(emulator, method, path, undefined, headers);
		expect(reply).toMatchObject({
			status: 400,
			contentType: 'text/plain',
			body: 'Account ID is not specified',
		});
	});

	it('names a workspace that it does not know before it looks at the token', async () => {
		const emulator = await emulate();
		const headers = { 'account-id': 'nowhere1', authorization: 'Token wrong' };
		const reply = await call(emulator, method, path, undefined, headers);
		expect(reply).toMatchObject({ status: 400, body: 'Account ID nowhere1 is not valid' });
	});

	it.each([undefined, 'Token wrong', 'Bearer emulator-token', 'emulator-token'])(
		'refuses the authorization %j with 401',
		async (authorization) => {
			const emulator = await emulate();
			const reply = await call(emulator, method, path, undefined, { authorization });
			expect(reply.status).toBe(401);
		},
	);

	it('takes the scheme in capitals too, as the overview prints it', async () => {
		const emulator = await emulate();
		const authorization = `TOKEN ${emulator.token}`;
		const body = method === 'POST' ? { solution_id: emulator.solution.id } : undefined;
		expect((await call(emulator, method, path, body, { authorization })).status).toBe(200);
	});
});

it('words a wrong token as each host does', async () => {
	const emulator = await emulate();
	const wrong = { authorization: 'Token wrong' };
	const engine = await rpc(emulator, 'ListWebhooks', {}, wrong);
	const rest = await call(emulator, 'GET', '/api/v1/solutions/', undefined, wrong);
	expect(engine.body).toEqual({ code: 'unauthenticated', msg: 'invalid token', meta: {} });
	expect(rest.body).toEqual({ detail: 'Invalid token.' });
});

it('words a wrong workspace as Twirp does, with the switch', async () => {
	const emulator = await emulate({ switches: { engineWorkspaceErrors: 'twirp' } });
	const reply = await rpc(emulator, 'ListWebhooks', {}, { 'account-id': 'nowhere1' });
	expect(reply.body).toEqual({
		code: 'invalid_argument',
		msg: 'Account ID nowhere1 is not valid',
		meta: {},
	});
});

it('keeps a hash of the authorization in its record of calls, not the token', async () => {
	const emulator = await emulate();
	await rpc(emulator, 'ListWebhooks', { solution_id: emulator.solution.id });
	expect(emulator.calls).toHaveLength(1);
	expect(emulator.calls[0]?.requestHeaders.authorization).toMatch(/^sha256:[0-9a-f]{8}$/);
	expect(JSON.stringify(emulator.calls)).not.toContain(emulator.token);
});
