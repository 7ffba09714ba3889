import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { validateWorkflow } from '@action-validator/core';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const CHECKOUT = join(import.meta.dirname, '..', '..');
const read = (...path: string[]) => readFileSync(join(CHECKOUT, ...path), 'utf8');
const yaml = <Content,>(...path: string[]) => parse(read('.github', ...path)) as Content;

interface Step {
	uses?: string;
	run?: string;
	with?: Record<string, unknown>;
}

interface Job {
	'runs-on': string;
	permissions?: Record<string, string>;
	strategy?: { matrix: { os: string[]; node: number[] } };
	'timeout-minutes': number;
	steps: Step[];
}

interface Workflow {
	on: { push: { branches?: string[]; tags?: string[] }; pull_request?: unknown };
	permissions: Record<string, string>;
	jobs: Record<string, Job>;
}

const FILES = readdirSync(join(CHECKOUT, '.github', 'workflows'));
const workflow = (file: string) => yaml<Workflow>('workflows', file);
const stepsOf = ({ jobs }: Workflow) => Object.values(jobs).flatMap(({ steps }) => steps);
const manifest = JSON.parse(read('package.json')) as {
	scripts: Record<string, string>;
	engines: { node: string };
};

/** The steps in turn: what each runs or uses. */
const order = (steps: Step[]) => steps.map(({ run, uses }) => run ?? uses ?? '');

describe.each(FILES)('the workflow %s', (file) => {
	const { jobs, permissions } = workflow(file);
	const steps = stepsOf(workflow(file));

	it('is one that GitHub accepts', () => {
		expect(validateWorkflow(read('.github', 'workflows', file)).errors).toEqual([]);
	});

	it('runs only scripts that there are', () => {
		const named = steps.flatMap(({ run = '' }) =>
			[...run.matchAll(/npm (?:run )?(start|test|(?<=run )[\w:]+)/g)].map(([, script]) => script),
		);
		expect(named.length).toBeGreaterThan(0);
		expect(named.filter((script) => !Object.hasOwn(manifest.scripts, script ?? ''))).toEqual([]);
	});

	it('uses GitHub’s own actions, by major version', () => {
		const used = steps.flatMap(({ uses = [] }) => uses);
		expect(used.filter((one) => !/^actions\/[\w-]+@v\d+$/.test(one))).toEqual([]);
	});

	it('may read the code and no more, unless a job says why, and ends in time', () => {
		expect(permissions).toEqual({ contents: 'read' });
		const endless = Object.values(jobs).filter((job) => !(job['timeout-minutes'] <= 60));
		expect(endless).toEqual([]);
	});

	it('installs what the lock file says, on a Node.js that is supported', () => {
		const oldest = Number(/^>=(\d+)/.exec(manifest.engines.node)?.[1]);
		for (const { steps: own, strategy } of Object.values(jobs)) {
			const versions = own.flatMap((step) => step.with?.['node-version'] ?? []);
			const chosen = strategy?.matrix.node ?? versions;
			expect(chosen.filter((version) => !(Number(version) >= oldest))).toEqual([]);
			expect(order(own)).toContain('npm ci');
		}
	});
});

describe('CI', () => {
	const ci = workflow('ci.yml');

	it('runs for each change', () => {
		expect(ci.on).toEqual({ pull_request: null, push: { branches: ['main'] } });
	});

	it('runs unit and contract tests on each system with each Node.js, the oldest that is supported too', () => {
		const [job, ...others] = Object.values(ci.jobs).filter(({ strategy }) => strategy);
		expect(others).toEqual([]);
		expect(job?.strategy?.matrix).toEqual({
			os: ['ubuntu-latest', 'macos-latest', 'windows-latest'],
			node: [20, 22, 24],
		});
		expect(manifest.engines.node).toMatch(/^>=20\b/);
		expect(order(job?.steps ?? [])).toEqual(
			expect.arrayContaining(['npm run test:unit', 'npm run test:contract']),
		);
	});

	it('runs all that .ci/run runs', () => {
		const commands = read('.ci', 'run').match(/^npm .+$/gm) ?? [];
		expect(commands.length).toBe(4);
		const all = [...stepsOf(ci), ...stepsOf(workflow('live.yml'))];
		expect(order(all)).toEqual(expect.arrayContaining(commands));
	});
});

it('each command that CONTRIBUTING.md names is run by a workflow, or by tests', () => {
	const named = [...read('CONTRIBUTING.md').matchAll(/^\| `npm (?:run )?([\w:]+)/gm)].map(
		([, script]) => script ?? '',
	);
	const run = FILES.flatMap((file) => order(stepsOf(workflow(file))).join('\n'));
	// `npm test` builds and checks the format; test/live and test/emulator run the other two.
	const byTests = ['build', 'format', 'verify:live', 'emulator'];
	const isRun = (script: string) => new RegExp(`npm (run )?${script}\\b`).test(run.join('\n'));
	expect(named.length).toBeGreaterThan(8);
	expect(named.filter((script) => !byTests.includes(script) && !isRun(script))).toEqual([]);
});

describe('publishing', () => {
	const publish = workflow('publish.yml');
	const [job] = Object.values(publish.jobs);
	const steps = order(job?.steps ?? []);

	it('is done for a tag only, with what provenance needs and no more', () => {
		expect(publish.on).toEqual({ push: { tags: ['v*'] } });
		expect(Object.keys(publish.jobs)).toEqual(['publish']);
		expect(job?.permissions).toEqual({ contents: 'read', 'id-token': 'write' });
		// npm takes provenance from GitHub's own runners only.
		expect(job?.['runs-on']).toBe('ubuntu-latest');
		expect(steps.at(-1)).toBe('npm publish --provenance --access public');
	});

	it('comes after the check of the tag, all tests and the scan', () => {
		const tag = steps.findIndex((step) => step.includes('"$GITHUB_REF_NAME" = "v$('));
		const [tests, scan] = [steps.indexOf('npm test'), steps.indexOf('npm run scan')];
		expect(tag).toBeGreaterThan(steps.indexOf('npm ci'));
		expect(tests).toBeGreaterThan(tag);
		expect(scan).toBeGreaterThan(tests);
	});
});

describe('the issue forms', () => {
	interface Form {
		name: string;
		description: string;
		body: Array<{ type: string; id?: string; attributes: { label?: string; value?: string } }>;
	}
	const forms = readdirSync(join(CHECKOUT, '.github', 'ISSUE_TEMPLATE')).filter(
		(file) => file !== 'config.yml',
	);

	it.each(forms)('ask for something, each with a label and an id of its own: %s', (file) => {
		const { name, description, body } = yaml<Form>('ISSUE_TEMPLATE', file);
		expect([name, description].filter(Boolean).length).toBe(2);
		const questions = body.filter(({ type }) => type !== 'markdown');
		expect(questions.every(({ id, attributes }) => id && attributes.label)).toBe(true);
		expect(new Set(questions.map(({ id }) => id)).size).toBe(questions.length);
		const kinds = ['markdown', 'textarea', 'input', 'dropdown', 'checkboxes'];
		expect(body.filter(({ type }) => !kinds.includes(type))).toEqual([]);
	});

	it('send vulnerabilities where SECURITY.md sends them', () => {
		const { blank_issues_enabled, contact_links } = yaml<{
			blank_issues_enabled: boolean;
			contact_links: Array<{ url: string }>;
		}>('ISSUE_TEMPLATE', 'config.yml');
		expect(blank_issues_enabled).toBe(false);
		expect(read('SECURITY.md')).toContain(`(${contact_links[0]?.url})`);
		const [, page] = /blob\/main\/(.+)$/.exec(contact_links[1]?.url ?? '') ?? [];
		expect(existsSync(join(CHECKOUT, page ?? '?'))).toBe(true);
	});
});

it('Dependabot looks after development dependencies and actions, in groups', () => {
	interface Update {
		'package-ecosystem': string;
		groups: object;
	}
	const { updates } = yaml<{ updates: Update[] }>('dependabot.yml');
	expect(updates.map((update) => update['package-ecosystem'])).toEqual(['npm', 'github-actions']);
	expect(updates.filter(({ groups }) => Object.keys(groups).length === 0)).toEqual([]);
});
