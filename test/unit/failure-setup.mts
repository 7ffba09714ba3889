import type { Account } from '../../nodes/SmartSuite/transport/account.ts';
import type { Call } from '../../nodes/SmartSuite/transport/call.ts';
import type { Answer } from '../../nodes/SmartSuite/transport/answer.ts';
import type { Failure, FailureKind } from '../../nodes/SmartSuite/transport/failure.ts';
import { SmartSuiteError } from '../../nodes/SmartSuite/transport/index.ts';
import { nodeWith } from './fake-context.mts';

export const account: Account = {
	accountId: 'sv25cxf2',
	apiUrl: 'https://app.example.com',
	webhooksUrl: 'https://webhooks.example.com',
	requestsPerSecond: 5,
	tokenHash: 'not a token',
};

export const call: Call = {
	host: 'webhooks',
	method: 'POST',
	path: '/smartsuite.webhooks.engine.Webhooks/GetWebhook',
	about: "webhook '3c8a1835'",
	repeatable: true,
};

export function answer(statusCode: number, body: unknown, headers: Answer['headers'] = {}): Answer {
	return { statusCode, body, headers };
}

export const HTML = '<!DOCTYPE html><html><body>Sign in</body></html>';

/** What the person in front of the panel reads, but for what the server itself said. */
export function ownWords({ message, description }: Failure): string {
	return `${message}. ${description}`;
}

/** What a call throws that failed for this reason. */
export const failed = (kind: FailureKind) =>
	new SmartSuiteError(nodeWith('1'), { kind, message: '', description: '', passing: false });
