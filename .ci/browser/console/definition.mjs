// The tab Definition: reading, editing as form and JSON, errors at their fields, the difference, and conflicts.

/** The name of a function of its own for each device and language. */
const own = (name, { phone, language }) => `${name}-${phone ? 'phone' : 'desktop'}-${language}`;

const DEFINITION = {
  image: 'builtin/env', envVars: { GREETING: 'hello', LONG: 'x'.repeat(300) }, labels: { team: 'demo' }, limits: { memory: '64Mi' }, minReplicas: 1, maxReplicas: 3,
};

async function edit({ api, open, page, t }, name) {
  await api('PUT', `/api/v1/functions/${name}`, { service: name, ...DEFINITION });
  await open(`#/functions/${name}/definition`);
  await page.getByRole('button', { name: t('definition.edit') }).click();
}

const review = ({ page, t }) => page.getByRole('button', { name: t('definition.review') }).click();
const apply = ({ page, t }) => page.getByRole('button', { name: t('definition.apply') }).click();
const field = ({ page, t }, key, group) => (group ? page.getByRole('group', { name: t(group), exact: true }) : page).getByLabel(t(key), { exact: true });

/** The lines of the difference, by their sign. */
const lines = (page, tag) => page.locator(`.diff ${tag}`).allTextContents();

export default [
  {
    name: 'shows a definition, and changes it after showing the difference',
    run: async (check) => {
      const { page, api, t, expect } = check;
      const name = own('defined', check);
      await edit(check, name);
      await page.getByRole('button', { name: t('definition.cancel') }).click();
      expect((await page.locator('.definition').textContent()).includes('GREETING'), 'the definition is shown');
      await page.getByRole('button', { name: t('definition.edit') }).click();
      await field(check, 'form.image').fill('builtin/echo');
      await field(check, 'form.memory', 'form.limits').fill('128Mi');
      const variables = page.getByRole('group', { name: t('form.envVars'), exact: true });
      await variables.getByRole('button', { name: t('form.remove', { name: 'LONG' }) }).click();
      await variables.getByRole('button', { name: t('form.add') }).click();
      await page.keyboard.type('NEW');
      await page.keyboard.press('Tab');
      await page.keyboard.type('value');
      await review(check);
      const removed = (await lines(page, 'del')).join('\n');
      const added = (await lines(page, 'ins')).join('\n');
      expect(/- +"image": "builtin\/env"/.test(removed) && removed.includes('"LONG"') && removed.includes('64Mi'), `removed: ${removed}`);
      expect(/\+ +"image": "builtin\/echo"/.test(added) && added.includes('"NEW": "value"') && added.includes('128Mi'), `added: ${added}`);
      expect(!removed.includes('team') && !added.includes('team'), 'other lines are the same');
      await apply(check);
      await page.locator('.toast').getByText(t('definition.applied', { name })).waitFor();
      const { definition } = await (await api('GET', `/api/v1/functions/${name}`)).json();
      expect(definition.image === 'builtin/echo' && definition.envVars.NEW === 'value' && definition.maxReplicas === 3, JSON.stringify(definition));
      await page.getByText('builtin/echo').first().waitFor();
    },
  },
  {
    name: 'edits as form and as JSON, in both directions',
    run: async (check) => {
      const { page, t, expect } = check;
      await edit(check, own('both', check));
      await field(check, 'form.maxReplicas').fill('7');
      await page.getByRole('radio', { name: t('form.as.json') }).check({ force: true });
      const json = page.getByLabel(t('form.json'));
      const definition = JSON.parse(await json.inputValue());
      expect(definition.maxReplicas === 7 && definition.labels.team === 'demo', 'the JSON is what the form had');
      await json.fill('{"service":');
      await page.getByRole('radio', { name: t('form.as.form') }).click({ force: true });
      expect(await json.getAttribute('aria-invalid') === 'true', 'JSON that is not valid stays, with an error');
      await json.fill(JSON.stringify({ ...definition, annotations: { 'a/b': 'c' }, registryAuth: btoa('kim:secret') }));
      await page.getByRole('radio', { name: t('form.as.form') }).check({ force: true });
      expect(await field(check, 'form.user').inputValue() === 'kim', 'the form has the user of the registry');
      expect(await page.getByRole('group', { name: t('form.annotations'), exact: true }).getByLabel(t('form.value')).inputValue() === 'c', 'the form has the annotation');
    },
  },
  {
    name: 'shows the violations of the API at their fields, and keeps what was entered',
    run: async (check) => {
      const { page, t, expect, allow } = check;
      allow(/PUT .*\/functions\/wrong-.* 400/);
      await edit(check, own('wrong', check));
      await field(check, 'form.image').fill('NOT AN IMAGE');
      await field(check, 'form.memory', 'form.limits').fill('lots');
      await review(check);
      await apply(check);
      const image = field(check, 'form.image');
      await page.waitForFunction(() => document.querySelectorAll('[aria-invalid=true]').length === 2);
      expect(await image.inputValue() === 'NOT AN IMAGE', 'the field keeps what was entered');
      expect(await image.evaluate((input) => input === document.activeElement), 'the first field with an error has the focus');
      const described = await field(check, 'form.memory', 'form.limits').getAttribute('aria-describedby');
      expect((await page.locator(`#${described}`).textContent()).includes('128Mi'), 'the error is at its field');
      await image.fill('builtin/env');
      await field(check, 'form.memory', 'form.limits').fill('64Mi');
      await review(check);
      await apply(check);
      await page.locator('.toast').first().waitFor();
    },
  },
  {
    name: 'notices changes and deletions by others',
    run: async (check) => {
      const { page, api, t, expect, allow } = check;
      const name = own('contended', check);
      allow(/\/functions\/contended-.* 404/);
      await edit(check, name);
      await field(check, 'form.image').fill('builtin/echo');
      await review(check);
      await api('PUT', `/api/v1/functions/${name}`, { service: name, ...DEFINITION, labels: { team: 'other' } });
      await apply(check);
      await page.getByText(t('definition.conflict')).waitFor();
      expect((await lines(page, 'del')).join().includes('other'), 'the difference is to what is deployed now');
      expect((await (await api('GET', `/api/v1/functions/${name}`)).json()).image === 'builtin/env', 'nothing was applied yet');
      await api('DELETE', `/api/v1/functions/${name}`);
      await apply(check);
      await page.getByText(t('definition.gone')).or(page.getByText(t('function.missing'))).first().waitFor();
    },
  },
];
