import { CHECK_IDS, checkOf, NOT_LIVE } from './catalog/index.mts';
import type { Finding } from './findings.mts';
import type { Result } from './verify.mts';

export interface About {
	/** Of this package. */
	version: string;
	date: Date;
}

/** What held and what did not, in Markdown for an issue: nothing of the account is in it. */
export function reportOf(result: Result, { version, date }: About): string {
	const { findings, calls, seconds, hasPings } = result;
	const facts = [
		date.toISOString().slice(0, 10),
		`n8n-nodes-smartsuite ${version}`,
		`Node.js ${process.versions.node}`,
		hasPings ? 'with pings' : 'without pings',
		`${calls} calls in ${seconds} s`,
	];
	const cannot = Object.entries(NOT_LIVE).map(([name, why]) => `- \`${name}\`: ${why}`);
	return [
		'# What SmartSuite does, seen by `npm run verify:live`',
		`${facts.join(' · ')}\n\n${summaryOf(result)}\n\nIt holds keys, types, figures and the names of headers: no token, workspace, id, name, address or text.`,
		section('Otherwise than expected, and it matters', findings.with('matters').map(line)),
		section('Otherwise than expected, and the package copes', findings.with('copes').map(line)),
		section('As expected', findings.with('holds').map(line)),
		section(
			'Not answered this time',
			findings.unanswered.map(
				({ id, reason }) => `- \`${id}\` ${checkOf(id).asks} ${sentence(reason)}`,
			),
		),
		section(
			'What went wrong',
			findings.troubles.map((trouble) => `- ${trouble}`),
		),
		section('What no run of three minutes can answer', cannot),
		section('The emulator’s switches for this', [json(findings.switches)]),
		section('What came, as keys and types', findings.shapes.map(shapeLines)),
	]
		.filter(Boolean)
		.join('\n\n')
		.concat('\n');
}

/** How many questions have which answer: "47 of 61 as expected, 3 ..." */
export function summaryOf({ findings }: Pick<Result, 'findings'>): string {
	const count = (verdict: Finding['verdict']) => findings.with(verdict).length;
	return [
		`${count('holds')} of ${CHECK_IDS.length} questions answered as expected`,
		`${count('copes')} otherwise, and the package copes`,
		`${count('matters')} otherwise, and it matters`,
		`${findings.unanswered.length} not answered`,
	].join(', ');
}

/** One finding for a person. */
export function line({ id, means, detail }: Finding): string {
	const more = detail && !means.includes('…') ? ` (${detail})` : '';
	return `- \`${id}\` ${checkOf(id).asks} **${sentence(means.replace('…', detail ?? '') + more)}**`;
}

function sentence(text: string): string {
	return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function section(title: string, lines: string[]): string {
	return lines.length === 0 ? '' : `## ${title}\n\n${lines.join('\n')}`;
}

function shapeLines([name, shapes]: [string, unknown[]]): string {
	const lines = shapes.map((shape) => JSON.stringify(shape));
	return `\n**${name}**\n\n\`\`\`json\n${lines.join('\n')}\n\`\`\``;
}

function json(value: unknown): string {
	return `\`\`\`json\n${JSON.stringify(value, null, 2)}\n\`\`\``;
}
