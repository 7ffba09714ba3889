/** Puts the entry last in the map and lets the longest unused one go when there are too many. */
export function rememberRecent<Value>(
	map: Map<string, Value>,
	key: string,
	value: Value,
	most: number,
): void {
	map.delete(key);
	map.set(key, value);
	const [oldest] = map.keys();
	if (map.size > most && oldest !== undefined) map.delete(oldest);
}
