import { MOST_REMEMBERED } from './limits';

/** Puts the entry last in the map and lets the longest unused one go when there are too many. */
export function rememberRecent<Value>(map: Map<string, Value>, key: string, value: Value): void {
	map.delete(key);
	map.set(key, value);
	const [oldest] = map.keys();
	if (map.size > MOST_REMEMBERED && oldest !== undefined) map.delete(oldest);
}
