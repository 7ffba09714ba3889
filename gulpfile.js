const { dest, parallel, src } = require('gulp');

// What tsc leaves behind: icons, codex files and output schemas go to dist as they are.
const icons = () => src('icons/*.svg', { encoding: false }).pipe(dest('dist/icons'));
const descriptions = () => src('nodes/**/*.json').pipe(dest('dist/nodes'));

exports.default = parallel(icons, descriptions);
