// The form that deploys functions.

/** The name of a function of its own for each device and language. */
const own = (name, { phone, language }) => `${name}-${phone ? 'phone' : 'desktop'}-${language}`;

const deploy = ({ page, t }) => page.locator('form').getByRole('button', { name: t('shell.deploy') }).click();
const field = ({ page, t }, key) => page.getByLabel(t(key), { exact: true });

export default [
  {
    name: 'deploys a preset under a name of its own, and shows the function',
    run: async (check) => {
      const { page, open, api, t, expect } = check;
      const name = own('preset', check);
      await open('#/deploy');
      await page.getByRole('button', { name: t('preset.builtin.env'), exact: true }).click();
      await page.getByText(t('preset.builtin.env.about')).waitFor();
      expect((await field(check, 'form.service').inputValue()).startsWith('env'), 'the preset suggests a name');
      await field(check, 'form.service').fill(name);
      await page.getByRole('button', { name: t('preset.builtin.sha256'), exact: true }).click();
      expect(await field(check, 'form.service').inputValue() === name, 'another preset keeps the entered name');
      await deploy(check);
      await page.waitForURL(new RegExp(`#/functions/${name}/invoke$`));
      await page.getByRole('heading', { name, exact: true }).waitFor();
      expect((await (await api('GET', `/api/v1/functions/${name}`)).json()).image === 'builtin/sha256', 'it is deployed');
      await open('#/deploy');
      await field(check, 'form.service').fill(name);
      await page.getByText(t('form.service.taken')).waitFor();
    },
  },
  {
    name: 'shows the command of an example, and presets for all engines',
    run: async (check) => {
      const { page, open, t, expect } = check;
      await open('#/deploy');
      await page.getByRole('button', { name: t('preset.examples.greeter') }).click();
      expect((await page.locator('.command code').textContent()).includes('examples/functions/python-http'), 'the command is shown');
      const others = page.getByText(t('deploy.others'));
      if (await others.count()) await others.click();
      await page.getByRole('button', { name: t('preset.kubernetes.autoscaled') }).click();
      expect(await field(check, 'form.maxReplicas').inputValue() === '5', 'the preset has bounds of replicas');
      await page.getByRole('button', { name: t('preset.container.watcher') }).click();
      await page.getByRole('button', { name: t('preset.address.http') }).click();
      expect(await page.getByRole('group', { name: t('form.annotations'), exact: true }).getByLabel(t('form.value')).first().inputValue() === 'http://localhost:9000', 'the preset has an address');
    },
  },
  {
    name: 'suggests a name for an image, and shows errors at their fields',
    run: async (check) => {
      const { page, open, t, expect, allow } = check;
      allow(/POST .*\/api\/v1\/functions 400/);
      await open('#/deploy');
      await field(check, 'form.image').fill('registry.example.org/team/Some_Image:1.2');
      expect(await field(check, 'form.service').inputValue() === 'some-image', 'the name follows the image');
      await field(check, 'form.service').fill('Not A Name');
      await page.getByText(t('form.service.wrong')).waitFor();
      await page.getByText(t('form.resources')).click();
      await field(check, 'form.maxReplicas').fill('-3');
      await deploy(check);
      await page.waitForFunction(() => document.querySelectorAll('[aria-invalid=true]').length >= 3);
      expect(await field(check, 'form.service').evaluate((input) => input === document.activeElement), 'the first wrong field has the focus');
      expect(await field(check, 'form.service').inputValue() === 'Not A Name', 'what was entered stays');
    },
  },
  {
    name: 'keeps what was entered while another view is shown, and clears it when asked',
    run: async (check) => {
      const { page, open, t, expect } = check;
      await open('#/deploy');
      await field(check, 'form.image').fill('builtin/env');
      const variables = page.getByRole('group', { name: t('form.envVars'), exact: true });
      for (const value of ['one', 'two']) {
        await variables.getByRole('button', { name: t('form.add') }).click();
        await page.keyboard.type('SAME');
        await page.keyboard.press('Tab');
        await page.keyboard.type(value);
      }
      await deploy(check);
      await variables.getByText(t('form.twice', { name: 'SAME' })).first().waitFor();
      await page.getByRole('navigation').getByRole('link', { name: t('shell.system') }).click();
      await page.getByRole('heading', { name: t('shell.system') }).waitFor();
      await page.getByRole('navigation').getByRole('link', { name: t('shell.deploy') }).click();
      expect(await field(check, 'form.image').inputValue() === 'builtin/env', 'the image is kept');
      expect(await variables.getByLabel(t('form.value')).count() === 2, 'the variables are kept');
      await page.getByRole('button', { name: t('deploy.clear') }).click();
      expect(await field(check, 'form.image').inputValue() === '', 'the form is empty');
    },
  },
];
