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
  'functions.deploy': 'Deploy a function',
  'functions.search': 'Search by name or image',
  'functions.state': 'State',
  'functions.state.all': 'All',
  'functions.state.ready': 'Ready',
  'functions.state.starting': 'Starting',
  'functions.state.scaled-to-zero': 'Scaled to zero',
  'functions.state.failing': 'Failing',
  'functions.state.unavailable': 'Unavailable',
  'functions.found.one': '1 function',
  'functions.found.other': '{n} functions',
  'functions.none': 'No function matches.',
  'functions.loading': 'Loading…',
  'functions.sort': 'Sort by',
  'functions.ascending': 'Ascending order',
  'functions.descending': 'Descending order',
  'functions.column.name': 'Name',
  'functions.column.state': 'State',
  'functions.column.image': 'Image',
  'functions.column.replicas': 'Replicas',
  'functions.column.rate': 'Calls/s',
  'functions.column.p95': 'p95',
  'functions.column.errors': 'Errors',
  'functions.column.calls': 'Calls',
  'functions.column.last': 'Last call',
  'functions.actions': 'Actions',
  'functions.action.invoke': 'Invoke',
  'functions.action.scale': 'Scale',
  'functions.action.remove': 'Delete',
  'functions.invoke': 'Invoke {name}',
  'functions.scale': 'Scale {name}',
  'functions.remove': 'Delete {name}',
  'functions.close': 'Close',
  'empty.title': 'No function is deployed yet',
  'empty.builtin': 'The gateway has built-in functions. Start with one that returns its input.',
  'empty.deploy': 'Deploy your first function, from an image or at an address.',
  'empty.echo': 'Deploy echo',
  'empty.other': 'Deploy another function',
  'state.ready': 'Ready',
  'state.starting': 'Starting',
  'state.scaled-to-zero': 'Scaled to zero',
  'state.failing': 'Failing',
  'state.unavailable': 'Unavailable',
  'state.deleting': 'Being deleted',
  'scale.replicas': 'Replicas',
  'scale.wanted': 'Number of replicas',
  'scale.fewer': 'One replica less',
  'scale.more': 'One replica more',
  'scale.available': '{available} of {replicas} available',
  'scale.stopped': 'Stopped',
  'scale.wake': 'Start',
  'deletion.soon': '{name} will be deleted in a few seconds.',
  'deletion.undo': 'Undo',
  'deletion.done': '{name} was deleted.',
  'deletion.failed': '{name} was not deleted: {detail}',

  // function
  'function.delete': 'Delete',
  'function.missing': 'There is no function with this name.',
  'function.all': 'All functions',
  'function.deploy': 'Deploy it',
  'function.definition': 'Definition',
  'function.invoke': 'Invoke',

  // invoke

  // stream

  // asynchronous

  // logs

  // metrics

  // definition and deploy

  // system
};
