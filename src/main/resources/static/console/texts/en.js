// The console's texts in English. ko.js has the same keys.
export const texts = {
  // shell
  'shell.skip': 'Skip to the content',
  'shell.navigation': 'Console',
  'shell.functions': 'Functions',
  'shell.deploy': 'Deploy',
  'shell.system': 'System',
  'shell.api': 'API',
  'shell.language': 'Language',
  'shell.theme': 'Theme',
  'shell.logout': 'Log out',
  'shell.offline': 'The bridge cannot be reached. Connecting again…',
  'shell.gateway': 'The gateway does not answer.',
  'theme.system': 'System theme',
  'theme.light': 'Light',
  'theme.dark': 'Dark',
  'toast.close': 'Close',
  'problem.failed': 'Failed',
  'problem.offline': 'No connection',
  'problem.offline.detail': 'The bridge cannot be reached, or it closed the connection.',

  // login
  'login.title': 'Log in',
  'login.mode.basic': 'This bridge requires a name and a password.',
  'login.token': 'Token',
  'login.mode.token': 'This bridge requires a token.',
  'login.mode.jwt': 'This bridge requires a token that its issuer signed (a JWT).',
  'login.expired': 'The credentials are no longer valid. Log in again to continue.',
  'login.name': 'Name',
  'login.password': 'Password',
  'login.rejected': 'The bridge rejected these credentials.',
  'login.submit': 'Log in',
  'login.kept': 'They are kept only in this tab, until it is closed.',

  // functions

  // function
  'function.invoke': 'Invoke',

  // invoke

  // stream

  // asynchronous

  // logs

  // metrics

  // definition and deploy

  // system
};
