// The server's settings as VS Code's: run it when the server's schema changes.
//
//     stet plugins --schema | node settings.mjs            writes package.json
//     stet plugins --schema | node settings.mjs --check    fails if it would
import { readFileSync, writeFileSync } from 'node:fs';

const file = new URL('package.json', import.meta.url);
const own = ['stet.path', 'stet.arguments', 'stet.trace.server'];

/** Each plugin once, under its short name. */
function trimmed(name, schema) {
    if (name !== 'plugins') {
        return schema;
    }
    const properties = Object.fromEntries(
        Object.entries(schema.properties).filter(([key]) => !key.startsWith('org.stet.')));
    return { ...schema, properties };
}

const schema = JSON.parse(readFileSync(0, 'utf8'));
const text = readFileSync(file, 'utf8');
const manifest = JSON.parse(text);
const before = manifest.contributes.configuration.properties;
const after = Object.fromEntries(own.map((key) => [key, before[key]]));
for (const [name, value] of Object.entries(schema.properties)) {
    if (name !== '$schema') {
        after[`stet.${name}`] = { scope: 'resource', ...trimmed(name, value) };
    }
}
manifest.contributes.configuration.properties = after;
const wanted = JSON.stringify(manifest, null, 2) + '\n';
if (!process.argv.includes('--check')) {
    writeFileSync(file, wanted);
} else if (JSON.stringify(JSON.parse(text)) !== JSON.stringify(manifest)) {
    console.error('package.json: its settings are not those of the server: '
        + 'stet plugins --schema | node settings.mjs');
    process.exit(1);
}
