import { showBudgets } from './budget.js';
import { setText, setTone } from './dom.js';
import { offerExample } from './example.js';
import { Feed } from './feed.js';
import { runs } from './runs.js';
import { limitTo } from './sender.js';
import { showSquids } from './squids.js';
import { uploads } from './uploads.js';

const SECOND = 1_000;

const connection = document.getElementById('connection');
let last = null;

const feed = new Feed(
  (state, isFirst) => {
    last = state;
    show(state, isFirst);
  },
  isOpen => {
    setText(connection, isOpen ? 'Live' : 'Reconnecting…');
    setTone(connection, isOpen ? 'good' : 'warn');
  });

function show(state, isFirst) {
  const server = state.server.get('');
  if (server) {
    limitTo(server.maxFileBytes);
    offerExample(server.isDemo);
    setText(document.getElementById('mode'), server.isDemo ? 'Simulated service' : '');
  }
  const now = Date.now() + feed.clockOffset;
  const context = { now, isFirst, asked: state.asked, squidName: id => state.squid.get(id)?.name || id };
  showSquids(state.squid);
  showBudgets(state.budget, now);
  uploads.show(state.upload, context);
  runs.show(state.run, context);
  // Only now is it known whether there is anything: what would be replaced at once is not shown before.
  for (const board of document.querySelectorAll('.board')) board.hidden = false;
}

feed.connect();
// Ages grow by themselves.
setInterval(() => last && show(last, false), SECOND);
