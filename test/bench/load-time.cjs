// Prints how many milliseconds it takes to load a package's nodes and credentials.
// Usage: node load-time.cjs <folder of the package> <folder of n8n-workflow>
const { join } = require('node:path');

const [folder, workflow] = process.argv.slice(2);
const { n8n } = require(join(folder, 'package.json'));

// n8n has loaded it long before, and lends it to packages.
require(workflow);
const startedAt = performance.now();
for (const file of [...n8n.credentials, ...n8n.nodes]) require(join(folder, file));
console.log(performance.now() - startedAt);
