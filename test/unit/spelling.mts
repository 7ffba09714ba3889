/** The same answer with every key in camelCase, but for what is below one of the `untouched` keys. */
export function inCamelCase(value: unknown, ...untouched: string[]): unknown {
	if (Array.isArray(value)) return value.map((item) => inCamelCase(item, ...untouched));
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).map(([key, inner]) => [
			key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
			untouched.includes(key) ? (inner as unknown) : inCamelCase(inner, ...untouched),
		]),
	);
}
