import { describe, expect, it } from 'vitest';

import { unreachableReason } from '../../nodes/SmartSuite/methods/reachable.ts';

describe('an address that SmartSuite cannot reach', () => {
	it.each([
		['http://localhost:5678/webhook/1', /only known to the machine/],
		['http://LOCALHOST./webhook/1', /only known to the machine/],
		['http://n8n.localhost', /only known to the machine/],
		['http://127.0.0.1:5678', /only known to the machine/],
		['http://127.9.9.9', /only known to the machine/],
		['http://2130706433/', /^127\.0\.0\.1 is only known to the machine/],
		['http://0x7f.1/', /^127\.0\.0\.1 is only known to the machine/],
		['http://0.0.0.0:5678', /leads nowhere/],
		['http://10.0.0.5', /private network/],
		['http://172.16.0.1', /private network/],
		['http://172.31.255.255', /private network/],
		['https://192.168.1.20', /private network/],
		['http://100.64.0.1', /private network/],
		['http://100.127.255.254', /private network/],
		['http://169.254.10.10', /neighbours/],
		['http://[::1]:5678', /only known to the machine/],
		['http://[0:0:0:0:0:0:0:1]', /only known to the machine/],
		['http://[::]', /leads nowhere/],
		['http://[fc00::1]', /private network/],
		['http://[fd12:3456:789a::1]', /private network/],
		['http://[fe80::1]', /neighbours/],
		['http://[febf::1]', /neighbours/],
		['http://[::ffff:127.0.0.1]', /only known to the machine/],
		['http://[::ffff:192.168.1.20]', /private network/],
		['http://n8n:5678', /'n8n' is a name of a private network/],
		['http://n8n.local', /name of a private network/],
		['https://n8n.corp.internal', /name of a private network/],
		['http://N8N.LAN', /name of a private network/],
		['http://n8n.home.arpa', /name of a private network/],
	])('%s', (url, reason) => expect(unreachableReason(url)).toMatch(reason));
});

describe('an address that SmartSuite may reach', () => {
	it.each([
		'https://n8n.example.com/webhook/1',
		'https://local.example.com',
		'https://internal.io',
		'https://8.8.8.8',
		'https://172.15.0.1',
		'https://172.32.0.1',
		'https://192.167.1.1',
		'https://100.63.0.1',
		'https://100.128.0.1',
		'https://169.253.0.1',
		'https://10.example.com',
		'https://192.168.1.20.nip.io',
		'https://[2001:db8::1]',
		'https://[::ffff:8.8.8.8]',
		'https://fd.example.com',
	])('%s', (url) => {
		expect(unreachableReason(url)).toBeUndefined();
	});
});
