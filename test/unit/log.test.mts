import type { IWebhookFunctions } from 'n8n-workflow';
import { expect, it } from 'vitest';

import { warn } from '../../nodes/SmartSuite/transport/index.ts';

/** What n8n's log gets. */
function logged(what: string, webhookId?: string): unknown[] {
	let words: unknown[] = [];
	const context = {
		getWorkflow: () => ({ id: 'workflow 1' }),
		logger: { warn: (...line: unknown[]) => (words = line) },
	};
	warn(context as unknown as IWebhookFunctions, what, webhookId);
	return words;
}

it('a line of the log names the workflow, and the webhook where it is about one', () => {
	expect(logged('cannot do it', 'w1')).toEqual([
		'SmartSuite Trigger cannot do it (workflow workflow 1, webhook w1)',
		{ workflowId: 'workflow 1', webhookId: 'w1' },
	]);
	expect(logged('cannot do it')).toEqual([
		'SmartSuite Trigger cannot do it (workflow workflow 1)',
		{ workflowId: 'workflow 1' },
	]);
});

it('a line of the log stays one, and short, whatever a ping calls its webhook', () => {
	const [line, details] = logged('says:\n"no"', `w1\nERROR ${'x'.repeat(1_000_000)}`);
	const shown = `w1 ERROR ${'x'.repeat(91)}...`;
	expect(line).toBe(`SmartSuite Trigger says: "no" (workflow workflow 1, webhook ${shown})`);
	expect(details).toEqual({ workflowId: 'workflow 1', webhookId: shown });
});
