// The steps in VS Code: code-server in a headless Chromium, driven by keys.
// Results go to a file, a line a step: name, ok or FAILED, detail.
import { chromium } from 'playwright-core';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const env = process.env;
const expect = JSON.parse(readFileSync(env.STET_EXPECT, 'utf8'));
const out = [];
const PATIENCE = 20000;

function report(step, ok, detail = '') {
    out.push([step, ok ? 'ok' : 'FAILED', String(detail).replace(/[\t\n]/g, ' ')].join('\t'));
    writeFileSync(env.STET_RESULT, out.join('\n') + '\n');
}

const browser = await chromium.launch({ executablePath: env.STET_CHROMIUM, args: ['--no-sandbox'] });
const page = await browser.newPage({ viewport: { width: 1280, height: 820 } });

/** The lines on the screen, white space left out; wrapping is off. */
function lines() {
    return page.evaluate(() => [...document.querySelectorAll('.editor-instance .view-lines .view-line')]
        .map((line) => [parseFloat(line.style.top), line.textContent.replace(/[\s\u00a0\u200b-\u200d\ufeff]/gu, '')])
        .sort((a, b) => a[0] - b[0]).map((line) => line[1]));
}

/** What is expected, as a browser's text is compared: no joiners either. */
const bare = (rows) => rows.filter((row, at) => row || at < rows.length - 1)
    .map((row) => row.replace(/[\s\u00a0\u200b-\u200d\ufeff]/gu, ''));

async function until(done, patience = PATIENCE) {
    const end = Date.now() + patience;
    for (;;) {
        const value = await done();
        if (value || Date.now() > end) {
            return value;
        }
        await page.waitForTimeout(40);
    }
}

function differs(shown, wanted) {
    const at = wanted.findIndex((row, k) => row !== (shown[k] ?? ''));
    return at < 0 ? '' : `line ${at + 1}: ${shown[at]}, not ${wanted[at]}`;
}

async function sameAs(rows) {
    const wanted = bare(rows);
    await until(async () => !differs(await lines(), wanted));
    return differs(await lines(), wanted);
}

const squeezed = (text) => text.replace(/[\s\u00a0\u200b-\u200d\ufeff]/gu, '');

async function press(...keys) {
    for (const key of keys) {
        await page.keyboard.press(key);
    }
}

/** Columns on the way count UTF-16 units; our places have none of two. */
async function goTo(place) {
    await press('Control+G');
    await page.keyboard.type(`${place.line + 1}:${place.character + 1}`);
    await page.waitForTimeout(200);
    await press('Enter');
    await page.waitForTimeout(200);
}

async function openFile(name) {
    await page.dblclick(`.explorer-folders-view >> text=${name}`);
    await page.waitForSelector(`.tab.active >> text=${name}`);
    await page.click('.editor-instance .view-lines');
}

const position = () => page.evaluate(() =>
    document.querySelector('.statusbar-item[id="status.editor.selection"]')?.textContent ?? '');

/** Takes changes back until the story is as it was. */
async function undo() {
    const wanted = bare(expect.open);
    await page.click('.editor-instance .view-lines');
    for (let tries = 0; tries < 12 && differs(await lines(), wanted); tries++) {
        await press('Control+Z'); // a word at a time, of what was typed
        await until(async () => !differs(await lines(), wanted), 700);
    }
    await sameAs(expect.open);
}

function serverPid() {
    try {
        return execFileSync('pgrep', ['-f', `${env.STET_BIN} serve`]).toString().trim().split('\n')[0];
    } catch {
        return '';
    }
}

async function latency() {
    await openFile('long.txt');
    const row = Number(env.STET_LONG_LINE);
    await goTo({ line: row, character: 0 });
    const tail = () => page.evaluate(() => [...document.querySelectorAll('.editor-instance .view-line')]
        .map((line) => line.textContent).find((text) => /furnace/.test(text))?.match(/ago(.*)/)?.[1] ?? '');
    if (!await until(async () => /2025/.test(await tail()), 15000)) {
        return undefined;
    }
    const column = 'The furnace was booked 1'.length;
    const times = [];
    await goTo({ line: row, character: column });
    for (let round = 0; round < 50; round++) {
        const before = await tail();
        await press('Shift+ArrowRight');
        // In the page, from the key to the first frame with another hint.
        await page.evaluate((old) => { window.stetTook = new Promise((resolve) => {
            let start;
            document.addEventListener('keydown', () => { start ??= performance.now(); },
                { capture: true, once: true });
            const look = () => {
                const now = [...document.querySelectorAll('.editor-instance .view-line')]
                    .map((line) => line.textContent).find((text) => /furnace/.test(text))
                    ?.match(/ago(.*)/)?.[1] ?? old;
                if (start !== undefined && now !== old && /2025/.test(now)) {
                    resolve(performance.now() - start);
                } else {
                    requestAnimationFrame(look);
                }
            };
            look();
            setTimeout(() => resolve(-1), 5000);
        }); }, before);
        await page.keyboard.type(round % 2 ? '2' : '3');
        times.push(await page.evaluate(() => window.stetTook));
        await press('ArrowLeft');
    }
    return times.sort((a, b) => a - b)[25];
}

/** The demo story, as a reporter would have it on the screen. */
async function takePicture() {
    await openFile('lighthouse.txt');
    await press('Alt+Z'); // long lines wrapped
    await until(async () => (await lines()).join('').includes('OdetteSayward'));
    await press('Control+Home');
    await page.mouse.move(900, 790);
    await page.waitForTimeout(4000);
    await page.screenshot({ path: `${env.STET_SHOTS}/vscode.png` });
    await press('Alt+Z');
}

async function run() {
    await page.goto(env.STET_URL);
    await page.waitForSelector('.explorer-folders-view >> text=story.txt', { timeout: 90000 });
    await openFile('story.txt');
    let wrong = await sameAs(expect.open);
    report('hints', !wrong && expect.hints > 3, wrong);

    await goTo({ line: expect.typed_line, character: 0 });
    await page.keyboard.insertText(expect.typed);
    wrong = await sameAs(expect.moved);
    report('edit', !wrong, wrong);
    await undo();

    await goTo(expect.pronoun);
    await press('Control+K', 'Control+I');
    const hover = await page.waitForSelector('.monaco-hover:not(.hidden) .hover-contents', { timeout: PATIENCE })
        .catch(() => null);
    report('hover', hover !== null, hover ? (await hover.textContent()).slice(0, 60) : '');
    await press('Escape');

    await goTo(expect.pronoun);
    await press('F12');
    const wanted = `Ln ${expect.introduction.line + 1}, Col ${expect.introduction.character + 1}`;
    report('introduction', await until(async () => (await position()).startsWith(wanted)), await position());

    const header = '.pane-header:has-text("Quotations")';
    if (await page.getAttribute(header, 'aria-expanded') !== 'true') {
        await page.click(header);
    }
    const rows = () => page.evaluate(() => [...document.querySelectorAll('.pane')]
        .filter((pane) => /^Quotations/.test(pane.textContent.trim()))
        .flatMap((pane) => [...pane.querySelectorAll('.monaco-list-row')])
        .map((row) => row.textContent).join(' / '));
    await until(async () => (await rows()).length > 40);
    const tree = await rows();
    report('quotations', expect.outline.slice(0, 3).every((name) => tree.includes(name)), tree);
    await page.click('.editor-instance .view-lines');

    const row = expect.wrong.line;
    const mended = squeezed(expect.mended);
    await goTo(expect.wrong);
    await press('Control+.');
    await page.waitForSelector('.action-widget', { timeout: PATIENCE }).catch(() => null);
    await page.waitForTimeout(300);
    await press('Enter');
    const isMended = async () => (await lines())[row]?.startsWith(mended.slice(0, mended.indexOf('The')));
    report('fix', await until(isMended), (await lines())[row]);
    await undo();

    await goTo(expect.surname);
    await press('F2');
    await until(() => page.evaluate(() => document.activeElement?.closest('.rename-box') !== null));
    await page.waitForTimeout(200);
    await press('Control+A');
    await page.keyboard.insertText(expect.name);
    await press('Enter');
    const surname = expect.name.split(' ').pop();
    const count = (text) => text.split(surname).length - 1;
    const total = count(expect.renamed.join('\n'));
    const renamed = await until(async () => count((await lines()).join('\n')) >= total
        && !/Carré/.test((await lines()).join('\n')));
    report('rename', renamed, `${count((await lines()).join('\n'))} of ${total}`);
    await undo();

    const old = serverPid();
    execFileSync('kill', ['-9', old]);
    await until(async () => serverPid() && serverPid() !== old);
    await goTo({ line: expect.typed_line, character: 0 });
    await page.keyboard.insertText(expect.typed);
    wrong = await sameAs(expect.moved);
    report('kill -9', !wrong && serverPid() !== old, wrong);
    await undo();

    if (env.STET_SHOTS) {
        await takePicture();
    }
    const median = await latency();
    report('latency', median !== undefined && median > 0, median === undefined ? '' : `${median.toFixed(1)} ms`);
}

try {
    await run();
} catch (problem) {
    report('script', false, problem.stack);
    await page.screenshot({ path: `${env.STET_RESULT}.png` });
}
await browser.close();
