import { NodeOperationError } from 'n8n-workflow';
import type { INodeProperties } from 'n8n-workflow';

import { readAccount } from '../transport';
import type { SmartSuiteContext } from '../transport';

export const allowPrivateAddressParameter: INodeProperties = {
	displayName: 'Allow Private Address',
	name: 'allowPrivateAddress',
	type: 'boolean',
	default: false,
	description:
		"Whether SmartSuite's pings may go to a private address, because a gateway of your own forwards them to it",
};

/** What is at an address that SmartSuite is to ping, and how to give it another one. */
interface Target {
	/** As a message names it, with its address. */
	name: string;
	/** A whole sentence. */
	advice: string;
	itemIndex?: number;
}

/**
 * SmartSuite on the internet cannot ping an address that only a private network or this machine knows.
 * @throws NodeOperationError for such an address
 */
export async function refuseUnreachable(
	context: SmartSuiteContext,
	url: string,
	{ name, advice, itemIndex }: Target,
): Promise<void> {
	const reason = unreachableReason(url);
	if (reason === undefined) return;
	const { webhooksUrl } = await readAccount(context);
	// A SmartSuite that runs here, as the emulator does, reaches what is here.
	if (unreachableReason(webhooksUrl) !== undefined) return;
	throw new NodeOperationError(context.getNode(), `SmartSuite cannot reach ${name}`, {
		itemIndex,
		description: `SmartSuite's pings come from the internet, and ${reason}. ${advice} If a gateway of your own forwards the pings, switch on Allow Private Address.`,
	});
}

/** Why nothing on the internet can reach a web address, as half a sentence; undefined where it may be reached. */
export function unreachableReason(url: string): string | undefined {
	if (!URL.canParse(url)) return undefined;
	// As the parser writes it: lower case, IPv4 in four decimal numbers, IPv6 shortened and in brackets.
	const host = new URL(url).hostname.replace(/\.$/, '');
	if (host.startsWith('[')) return ofIpV6(host.slice(1, -1));
	return ofIpV4(host) ?? ofName(host);
}

const LOOPBACK = 'is only known to the machine that n8n runs on';
const PRIVATE = 'belongs to a private network';
const LINK_LOCAL = 'only leads to neighbours in the same network';
const NOWHERE = 'leads nowhere';

/** RFC 6890's special addresses: first number, range of the second one, what they are. */
const IP_V4: ReadonlyArray<[first: number, from: number, to: number, what: string]> = [
	[0, 0, 255, NOWHERE],
	[10, 0, 255, PRIVATE],
	[100, 64, 127, PRIVATE],
	[127, 0, 255, LOOPBACK],
	[169, 254, 254, LINK_LOCAL],
	[172, 16, 31, PRIVATE],
	[192, 168, 168, PRIVATE],
];

function ofIpV4(host: string): string | undefined {
	const numbers = /^(\d+)\.(\d+)\.\d+\.\d+$/.exec(host);
	if (!numbers) return undefined;
	const [one, two] = [Number(numbers[1]), Number(numbers[2])];
	const found = IP_V4.find(([first, from, to]) => one === first && two >= from && two <= to);
	return found && `${host} ${found[3]}`;
}

/** RFC 4291 and 4193; an IPv4 address may be within (`::ffff:7f00:1`). */
function ofIpV6(host: string): string | undefined {
	if (host === '::') return `${host} ${NOWHERE}`;
	if (host === '::1') return `${host} ${LOOPBACK}`;
	const mapped = /^::ffff:([\da-f]+):([\da-f]+)$/.exec(host);
	if (mapped) return ofIpV4(`${twoNumbers(mapped[1])}.${twoNumbers(mapped[2])}`);
	if (/^f[cd]..:/.test(host)) return `${host} ${PRIVATE}`;
	if (/^fe[89ab].:/.test(host)) return `${host} ${LINK_LOCAL}`;
	return undefined;
}

function twoNumbers(hexadecimal = ''): string {
	const number = parseInt(hexadecimal, 16);
	return `${number >> 8}.${number & 255}`;
}

/** Endings that the internet's names never have (RFC 6761, 6762, 8375; ICANN for `.internal`; `.lan` by habit). */
const PRIVATE_ENDINGS = ['local', 'internal', 'lan', 'home.arpa'];

function ofName(host: string): string | undefined {
	if (host === 'localhost' || host.endsWith('.localhost')) return `'${host}' ${LOOPBACK}`;
	const isPrivate =
		!host.includes('.') || PRIVATE_ENDINGS.some((ending) => host.endsWith(`.${ending}`));
	return isPrivate ? `'${host}' is a name of a private network` : undefined;
}
