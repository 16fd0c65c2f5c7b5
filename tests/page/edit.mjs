// SPDX-License-Identifier: GPL-3.0-or-later
// Editing as a person does it. What the network then gives is compared with the command's walk of
// an example that is written here.
import { inPage } from './explorer.mjs';
import { native, rows } from './native.mjs';
import { finish, ok, same } from './tap.mjs';

const weights = (l, j, i) => `#edit-layers-${l}-weights-${j}-${i}-`;
const value = (page, selector) => page.locator(selector).inputValue();
const values = (page, selectors) => Promise.all(selectors.map((selector) => value(page, selector)));
const walk = (page) => page.evaluate(() => document.getElementById('explorer').api.walk());
const press = (page, name) => page.getByRole('button', { name, exact: true }).click();
const choose = (page, id, chosen) => page.selectOption(`#edit-${id}`, chosen);

async function type(page, selector, typed) {
  await page.fill(selector, typed);
  await page.press(selector, 'Enter');
}

// The layers' given numbers of the post's example, with what a test changes of it.
const hidden = 'weights: [[0.15, 0.20], [0.25, 0.30]], bias: 0.35';
const output = 'weights: [[0.40, 0.45], [0.50, 0.55]], bias: 0.60';
const pair = '{inputs: [0.05, 0.10], targets: [0.01, 0.99]}';
const example = ({
  rate = '0.5', trained = 'false', error = 'squared', pairs = pair,
  layers = `{${hidden}}, {${output}}`,
} = {}) => `learning_rate: ${rate}
train_biases: ${trained}
error: ${error}
training: [${pairs}]
layers: [${layers}]
`;

const isNear = (x, number) => Math.abs(x - number) <= 1e-14 * Math.max(1, Math.abs(number));

async function gives(claim, page, yaml) {
  const found = await walk(page);
  const walked = rows(native('walk', '-e', '-', Buffer.from(yaml)).said);
  const expected = walked.map(([key, number]) => [key, Number(number)]);
  const faults = expected.filter(([key, number], k) => (
    found[k]?.[0] !== key || !isNear(found[k][1], number)));
  ok(claim, found.length === expected.length
    ? faults : [`${found.length} numbers, not ${expected.length}`]);
}

async function postIsThere(page) {
  const first = [[0, 0], [0, 1], [1, 0], [1, 1]];
  same('the fields have the given numbers', await values(page, [
    ...first.map(([j, i]) => weights(0, j, i)), '#edit-layers-0-bias',
    ...first.map(([j, i]) => weights(1, j, i)), '#edit-layers-1-bias',
    '#edit-training-0-inputs-0-', '#edit-training-0-inputs-1-', '#edit-training-0-targets-0-',
    '#edit-training-0-targets-1-', '#edit-learning_rate']),
  ['0.15', '0.2', '0.25', '0.3', '0.35', '0.4', '0.45', '0.5', '0.55', '0.6',
    '0.05', '0.1', '0.01', '0.99', '0.5']);
}

async function typing(page) {
  const w1 = weights(0, 0, 0);
  const digits = '0.12345678901234567';
  await type(page, w1, digits);
  await gives('a number is taken with all its digits', page,
    example({ layers: `{${hidden.replace('0.15', digits)}}, {${output}}` }));
  same('the field keeps what is typed, and the focus', [await value(page, w1),
    await page.evaluate(() => document.activeElement.id)], [digits, w1.slice(1)]);
  await type(page, weights(1, 0, 0), '−4e-1');
  await gives('a minus as it is printed is one', page, example({
    layers: `{${hidden.replace('0.15', digits)}}, {${output.replace('0.40', '-0.4')}}` }));
}

async function complaints(page) {
  const w8 = page.locator(weights(1, 1, 1));
  const before = await walk(page);
  await type(page, weights(1, 1, 1), '0,5');
  const by = await w8.getAttribute('aria-describedby');
  const said = await page.locator(`#${by}`).textContent();
  ok('a complaint is beside its field', /'0,5' is not a finite decimal number.*stays/.test(said) &&
    await w8.getAttribute('aria-invalid') === 'true' ? [] : [said]);
  same('and the network stays', await walk(page), before);
  await type(page, weights(1, 1, 1), '0.55');
  same('the complaint goes with its cause', [await w8.getAttribute('aria-invalid'),
    await page.locator(`#${by}`).count()], [null, 0]);
  await type(page, '#edit-learning_rate', '0');
  ok('a rate of 0 is refused', /above 0/.test(await page.locator('#edit-complaint').textContent())
    ? [] : ['it is not']);
  await type(page, '#edit-learning_rate', '0.5');
}

async function backAndOn(page) {
  const w1 = weights(0, 0, 0);
  await press(page, 'Back to the book’s example');
  await postIsThere(page);
  await type(page, w1, '0.75');
  await page.locator('#edit-error').focus();
  await page.keyboard.press('Control+z');
  same('Ctrl+Z outside of text fields takes the change back', await value(page, w1), '0.15');
  await page.keyboard.press('Control+Shift+Z');
  same('and with Shift, it is there again', await value(page, w1), '0.75');
  same('there is nothing more to do again', await page.locator('#edit-redo').isDisabled(), true);
  await press(page, 'Undo');
  await gives('Undo brings the network back, too', page, example());
}

async function sizes(page) {
  await choose(page, 'size-inputs', '3');
  await choose(page, 'size-layers', '3');
  await choose(page, 'size-hidden-1-', '4');
  await choose(page, 'size-outputs', '1');
  same('there is a field for each weight of 3-2-4-2-1',
    await page.locator('.edit-fields [id*="-weights-"]').count(), 3 * 2 + 2 * 4 + 4 * 2 + 2 * 1);
  same('what stays has its numbers', await values(page,
    [weights(0, 0, 0), weights(0, 0, 1), weights(0, 1, 0), weights(3, 0, 0), weights(3, 0, 1)]),
  ['0.15', '0.2', '0.25', '0.4', '0.45']);
  const numbers = await page.$$eval('.edit-fields td input', (all) => all.map(({ value: x }) => x));
  ok('what is new has two decimals at most',
    numbers.filter((number) => !/^-?0\.\d{1,2}$/.test(number)));
  await choose(page, 'size-outputs', '2');
  await choose(page, 'size-layers', '1');
  await choose(page, 'size-inputs', '2');
  same('made smaller again, the first layer is as it was', await values(page,
    [weights(0, 0, 0), weights(0, 0, 1), weights(0, 1, 0), weights(0, 1, 1)]),
  ['0.15', '0.2', '0.25', '0.3']);
  await press(page, 'Back to the book’s example');
}

async function biases(page) {
  await choose(page, 'train_biases', 'trained');
  await gives('biases are trained', page, example({ trained: 'true' }));
  await choose(page, 'layers-0-sharing', 'each');
  await type(page, '#edit-layers-0-biases-1-', '0.7');
  await gives('and each neuron has its own', page, example({
    trained: 'true',
    layers: `{${hidden.replace('bias: 0.35', 'biases: [0.35, 0.7]')}}, {${output}}` }));
  await choose(page, 'layers-0-sharing', 'one');
  await choose(page, 'train_biases', 'none');
  const zero = (layer) => `{${layer.replace(/bias: .*/, 'bias: 0')}}`;
  await gives('or there are none', page, example({ layers: `${zero(hidden)}, ${zero(output)}` }));
  same('and no fields for them', await page.locator('.edit-fields td [id*="-bias"]').count(), 0);
  await press(page, 'Back to the book’s example');
}

async function functions(page) {
  await choose(page, 'layers-0-activation', 'tanh');
  await choose(page, 'layers-1-activation', 'softmax');
  ok('softmax wants another error, and says so', /expected error: cross-entropy/.test(
    await page.locator('#edit-complaint').textContent()) ? [] : ['it does not']);
  await choose(page, 'error', 'cross-entropy');
  await gives('with it, the network has them', page, example({ error: 'cross-entropy',
    layers: `{${hidden}, activation: tanh}, {${output}, activation: softmax}` }));
  await press(page, 'Back to the book’s example');
}

async function rate(page) {
  await page.locator('#edit-rate-slider').focus();
  await page.keyboard.press('ArrowRight');
  same('the slider goes on by a twentieth of a power of ten',
    await value(page, '#edit-learning_rate'), '0.56');
  await gives('and the rate is taken', page, example({ rate: '0.56' }));
  await page.keyboard.press('Control+z');
}

async function pairs(page) {
  await press(page, 'Add a pair');
  await type(page, '#edit-training-1-inputs-0-', '0.8');
  const second = pair.replace('0.05', '0.8');
  await gives('a second pair is its own', page, example({ pairs: `${pair}, ${second}` }));
  await press(page, 'Remove pair 1');
  await gives('the first one can go', page, example({ pairs: second }));
  same('the focus has a place to stay',
    await page.evaluate(() => document.activeElement.id), 'edit-add-pair');
}

// Each pair has its turn; from round 10000 on they come in order.
async function learnsXor(page) {
  await press(page, 'XOR, four pairs');
  const faults = [];
  for (const [turn, target] of [0, 1, 1, 0].entries()) {
    await type(page, '#explorer-round', String(10000 + turn));
    const out = await page.evaluate(() => (
      Number(document.querySelector('td[data-key="out_o1"]').textContent)));
    if (Math.abs(out - target) > 0.1) faults.push(`pair ${turn + 1}: ${out}, not ${target}`);
  }
  ok('XOR is learnt in 10,000 rounds', faults);
}

async function exercises(page) {
  const draw = async (seed) => {
    await page.fill('#edit-seed', seed);
    await press(page, 'A random exercise');
    return page.$$eval('.edit-fields input[inputmode]', (all) => (
      all.map((field) => field.value).join(' ')));
  };
  const seven = await draw('7');
  const eight = await draw('8');
  same('a seed gives its exercise, each time',
    [await draw('7') === seven, seven === eight], [true, false]);
  const before = await walk(page);
  await draw('-1');
  same('a seed that is none changes nothing',
    [await walk(page), await page.locator('#edit-seed-complaint').textContent()],
    [before, 'The seed is a whole number from 0 to 4294967295.']);
}

async function files(page) {
  await page.locator('.explorer-edit summary').click();
  const pasted = example({ rate: '0.25' });
  const paste = async (yaml) => {
    await page.fill('#edit-file', yaml);
    await press(page, 'Take it');
    return page.locator('#edit-file-complaint').textContent();
  };
  same('a pasted file is taken', await paste(pasted), '');
  await gives('as it is', page, pasted);
  const before = await walk(page);
  const said = await paste(pasted.replace('0.05', 'zero'));
  ok('the complaint is the command’s',
    said.startsWith("line 4: training[0].inputs[0]: 'zero' is not a finite") ? [] : [said]);
  const large = await paste(example({ pairs: '{inputs: [1, 2, 3, 4, 5, 6, 7], targets: [0.5]}',
    layers: '{weights: [[1, 2, 3, 4, 5, 6, 7]], bias: 0}' }));
  ok('seven inputs are too many', /^Too large/.test(large) ? [] : [large]);
  same('and after both the network is as before', await walk(page), before);
  const dropped = example({ rate: '0.125' });
  await page.evaluate((yaml) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([yaml], 'mine.yaml'));
    document.getElementById('edit-file').dispatchEvent(
      new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  }, dropped);
  await page.waitForFunction(() => document.getElementById('edit-learning_rate').value === '0.125');
  await gives('a file can be dropped', page, dropped);
  await press(page, 'Back to the book’s example');
}

const hostile = ['', ']', '0.5, 0.7', '0.1}\nerror: x', '"', '\\', '# ', '*a', '!!float 1',
  '1e999', 'nan', '0x10', '<img src=x onerror=alert(1)>', '\u2028', '\u0000', '💥',
  '1'.repeat(5000)];

// No text may become more than the one number, or say anything that is not beside its field.
async function harm(page) {
  const before = await walk(page);
  const faults = [];
  const ids = ['learning_rate', 'rounds', 'training-0-inputs-1-', 'training-0-targets-0-',
    'layers-0-weights-1-0-', 'layers-1-bias'].map((place) => `edit-${place}`);
  for (const [k, id] of ids.entries()) {
    const good = await value(page, `#${id}`);
    for (const text of hostile.filter((_, h) => (h + k) % 3 === 0)) {
      await type(page, `#${id}`, text);
      const isSaid = await page.locator(`#${id}`).getAttribute('aria-invalid') === 'true';
      if (!isSaid) faults.push(`${id}: nothing is said of ${text}`);
    }
    await type(page, `#${id}`, good);
  }
  ok('what is no number is refused in a field of every kind', faults);
  same('and changes nothing', await walk(page), before);
  const name = 'A "name": [of] {mine} \\ # 💥';
  await type(page, '#edit-name', name);
  same('a name may be any text',
    [await page.locator('#edit-complaint').count(), await walk(page)], [0, before]);
  await press(page, 'Undo');
  await press(page, 'Redo');
  same('and comes back as it was', await value(page, '#edit-name'), name);
}

await inPage({}, async (page) => {
  page.setDefaultTimeout(5000);
  await postIsThere(page);
  for (const part of [typing, complaints, backAndOn, sizes, biases, functions, rate, pairs, learnsXor,
    exercises, files, harm]) await part(page);
  ok('the console says nothing', page.complaints);
});
finish();
