/** What stands where something was cut out. */
export const TOO_DEEP = '(left out: nested too deeply)';

/** All lists and objects that have something cut out of them; forgotten with them. */
const cut = new WeakSet<object>();

/**
 * The JSON, without what lies deeper in it than so many levels of lists and objects: each list or object
 * there is replaced, in place, by words. One deep event then does not hide the others of its page.
 */
export function cutBelow(json: unknown, levels: number): unknown {
	if (!isParent(json)) return json;
	if (levels <= 0) return TOO_DEEP;
	cutInside(json, levels);
	return json;
}

/** Whether something below this list or object was cut out. */
export function wasCut(value: unknown): boolean {
	return isParent(value) && cut.has(value);
}

type Parent = Record<string, unknown>;

/** Both are read by key here. */
function isParent(value: unknown): value is Parent {
	return typeof value === 'object' && value !== null;
}

/** @returns whether it cut */
function cutInside(parent: Parent, levels: number): boolean {
	let isCut = false;
	// A list of the parts, or a closure, for each of a page's thousands of objects would fill memory.
	for (const key in parent) {
		const part = parent[key];
		if (!isParent(part) || !Object.hasOwn(parent, key)) continue;
		if (levels === 1) parent[key] = TOO_DEEP;
		if (levels === 1 || cutInside(part, levels - 1)) isCut = true;
	}
	if (isCut) cut.add(parent);
	return isCut;
}
