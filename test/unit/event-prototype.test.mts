import type { IDataObject } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';

import { parseEvent } from '../../nodes/SmartSuite/api/event.ts';
import { eventWith } from './documented.mts';

describe('an event', () => {
	it('changes no prototype, whatever the keys of its record are', () => {
		const nasty = '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}';
		const data = JSON.parse(nasty) as IDataObject;
		const { simplified: event, raw } = parseEvent(eventWith(data, data));
		expect(JSON.stringify(event.record)).toBe(nasty);
		expect(JSON.stringify(event.previous)).toBe(nasty);
		expect(event.changed_fields).toEqual(['__proto__', 'constructor']);
		expect(raw).toEqual(eventWith(data, data));
		expect(({} as IDataObject).polluted).toBeUndefined();
	});

	it('changes no prototype by its own keys either', () => {
		const text =
			'{"event_id":"e","__proto__":{"polluted":1},"locator":{"__proto__":{"polluted":1}}}';
		const { simplified: event } = parseEvent(JSON.parse(text) as IDataObject);
		expect(event.polluted).toBeUndefined();
		expect(({} as IDataObject).polluted).toBeUndefined();
		expect(Object.getPrototypeOf(event)).toBe(Object.prototype);
	});
});
