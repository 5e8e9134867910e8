// The page: sends the chosen input to the bridge and shows the outputs in the log.
import { problemOf } from './bridge.js';
import { plural } from './content.js';
import { Conversation } from './conversation.js';
import { chosen, startFunctions } from './functions.js';
import { body, frames, startInput } from './input.js';
import { Outputs } from './outputs.js';
import { request } from './request.js';

const form = document.getElementById('ask');
const send = document.getElementById('send');
const stop = document.getElementById('stop');
const connect = document.getElementById('connect');
const state = document.getElementById('state');
const replies = document.getElementById('replies');

const outputs = new Outputs();

/** The current request or conversation. */
let run = null;

const live = () => form.elements.transport.value === 'conversation';

function say(words, mood = '') {
  state.textContent = words;
  state.dataset.mood = mood;
}

/** Buttons are disabled, not removed, so that the keyboard focus is kept. */
function showButtons() {
  const asking = run !== null && !run.conversation;
  send.setAttribute('aria-disabled', String(asking));
  stop.setAttribute('aria-disabled', String(!asking));
  stop.hidden = live();
  connect.hidden = !live();
  connect.textContent = run?.conversation ? 'Disconnect' : 'Connect';
}

const within = (since) => `${Math.round(performance.now() - since).toLocaleString('en')} ms`;

/** Shows the outputs until the end, and then the result. */
async function show(mine, came, ended) {
  try {
    for await (const output of came) {
      if (run !== mine) return;
      await outputs.add(output, mine.since);
    }
    if (run === mine) say(ended(), 'good');
  } catch (failure) {
    if (run !== mine) return;
    outputs.fail(problemOf(failure));
    say(`Failed after ${plural(outputs.number, 'output')}.`, 'bad');
  } finally {
    if (run === mine) {
      run = null;
      showButtons();
    }
  }
}

/** Starts a run with an empty log. */
function begin(mine, words) {
  run = mine;
  outputs.clear();
  say(words, 'busy');
  showButtons();
}

async function sendRequest(name) {
  const content = body();
  if (!content) return;
  const control = new AbortController();
  const mine = { since: performance.now(), end: () => control.abort() };
  replies.scrollIntoView({ block: 'nearest' }); // on a phone it is below the form
  begin(mine, `${plural(content.inputs, 'input')} sent to ${name}…`);
  await show(mine, request(name, content.body, content.type, control.signal),
    () => `Done: ${plural(outputs.number, 'output')} in ${within(mine.since)}.`);
}

function converse(name) {
  const conversation = new Conversation(name);
  const mine = { since: performance.now(), conversation, end: () => conversation.close() };
  begin(mine, `Connecting to ${name}…`);
  conversation.opened.then((open) => open && run === mine && say(`Connected to ${name}.`, 'busy'));
  show(mine, conversation.outputs(), () => 'Disconnected.');
  return mine;
}

async function sendLive(name) {
  const mine = run ?? converse(name);
  if (!(await mine.conversation.opened)) return;
  mine.since = performance.now();
  if (document.activeElement?.id === 'text') document.activeElement.select();
  await mine.conversation.send(frames());
}

/** Ends the current run at once. */
function end(words) {
  if (!run) return;
  const mine = run;
  run = null;
  mine.end();
  say(words);
  showButtons();
}

function withFunction(work) {
  const name = chosen();
  if (name) work(name);
  else say('Choose a function first, or deploy one.', 'bad');
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  if (live()) withFunction(sendLive);
  else if (!run) withFunction(sendRequest);
});

form.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  form.requestSubmit();
});

form.addEventListener('change', ({ target }) => {
  if (target.name === 'transport' || target.name === 'function') end('Ended because of another selection.');
  showButtons();
});

stop.addEventListener('click', () => end(`Stopped after ${plural(outputs.number, 'output')}.`));

connect.addEventListener('click', () => {
  if (run) end('Disconnected.');
  else withFunction(converse);
});

document.getElementById('clear').addEventListener('click', () => outputs.clear());

startInput();
showButtons();
startFunctions();
