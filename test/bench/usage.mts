import { readdir, readFile } from 'node:fs/promises';

/** Clock ticks of a second in /proc (proc(5); 100 on every Linux that Node runs on). */
const TICKS_A_SECOND = 100;

/** Seconds of CPU that a process and its children have used so far. */
export async function cpuSecondsOf(pid: number): Promise<number> {
	const processes = await allProcesses();
	const family = new Set([pid]);
	for (let grown = 0; grown < family.size; ) {
		grown = family.size;
		for (const { id, parent } of processes) if (family.has(parent)) family.add(id);
	}
	const ticks = processes.filter(({ id }) => family.has(id)).map(({ ticks }) => ticks);
	return ticks.reduce((sum, each) => sum + each, 0) / TICKS_A_SECOND;
}

async function allProcesses() {
	const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
	const found = await Promise.all(ids.map(readProcess));
	return found.flatMap((each) => each ?? []);
}

/** undefined where it has just ended. */
async function readProcess(id: string) {
	const stat = await readFile(`/proc/${id}/stat`, 'utf8').catch(() => undefined);
	// The name, in brackets, may hold anything; what follows counts from the third field (proc(5), stat).
	const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
	if (!fields) return undefined;
	return {
		id: Number(id),
		parent: Number(fields[1]),
		ticks: Number(fields[11]) + Number(fields[12]),
	};
}
