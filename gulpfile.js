const { Transform } = require('node:stream');
const { dest, parallel, src } = require('gulp');

// What tsc leaves behind: icons, codex files and output schemas go to dist as they are.
const icons = () => src('icons/*.svg', { encoding: false }).pipe(dest('dist/icons'));
const descriptions = () => src(['nodes/**/*.json', `!${WEBHOOK_SCHEMA}`]).pipe(dest('dist/nodes'));

// n8n looks for a schema by operation; four operations give the same.
const SCHEMAS = 'nodes/SmartSuite/__schema__/v1.0.0';
const WEBHOOK_SCHEMA = `${SCHEMAS}/webhook.json`;
const webhookSchemas = ['create', 'get', 'getAll', 'update'].map((operation) => {
	const copy = () =>
		src(WEBHOOK_SCHEMA)
			.pipe(renamed(operation))
			.pipe(dest(`dist/${SCHEMAS}/webhook`));
	copy.displayName = `schema of ${operation}`;
	return copy;
});

exports.default = parallel(icons, descriptions, ...webhookSchemas);

function renamed(stem) {
	const transform = (file, _encoding, done) => {
		file.stem = stem;
		done(null, file);
	};
	return new Transform({ objectMode: true, transform });
}
