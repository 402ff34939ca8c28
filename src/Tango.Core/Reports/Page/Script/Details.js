// The details of a step. What is of the last run and what of the next build stand apart.

const links = list =>
  list.flatMap(([i, order], k) => [
    k ? ', ' : '',
    rows[i] ? el('a', { href: '#step-' + i }, rows[i].name) : project.foreign.name[i - rows.length],
    order ? ' (order only)' : '',
  ]);
const list = pairs =>
  el(
    'dl',
    null,
    pairs
      .filter(pair => pair[1] !== '' && pair[1] !== undefined && pair[1] !== null && !(Array.isArray(pair[1]) && !pair[1].length))
      .flatMap(([term, value]) => [el('dt', null, term), el('dd', null, value)]),
  );
const argumentsOf = ([names, ...values]) =>
  values.map((value, k) => [
    project.texts[names].split(' ')[k],
    el('code', null, project.texts[value < 0 ? -value - 1 : value] || '""', value < 0 ? ' (default)' : ''),
  ]);
const identityOf = flat => {
  const pairs = [];
  for (let k = 0; k < flat.length; k += 2) pairs.push([project.texts[flat[k]].replace(/^argument:/, ''), el('code', null, project.texts[flat[k + 1]] || '""')]);
  return pairs;
};

function logOf(i, id) {
  const log = project.last.log[i];
  return log === undefined ? '' : fileLink(log || project.cache + '/' + id + '/log.txt');
}

function details(row) {
  const last = project.last,
    next = project.next,
    i = row.i,
    otherId = last && last.id[i];
  const parts = [
    list([
      ['type', el('code', null, row.type, row.isPlanned && next.version[i] ? ', version ' + project.texts[next.version[i]] : '')],
      ['needs', links(row.needs)],
      ['needed by', links(row.neededBy)],
    ]),
  ];
  const lists = [];
  if (last && row.lastLetter !== '-') {
    const id = otherId || (row.isPlanned ? row.id : '');
    lists.push(
      el(
        'div',
        null,
        el('h3', null, 'Last run, ' + last.ended),
        list([
          ['state', [mark(row.last), row.reason ? ' ' + row.reason : '']],
          ['id', el('code', null, id)],
          ['time', row.seconds ? time(row.seconds) + (row.begin >= 0 ? ', from ' + time(row.begin) + ' on in lane ' + (row.lane + 1) : '') : ''],
          ['saved', row.lastLetter === 'c' && row.cost ? 'the result once took ' + time(row.cost) : ''],
          ['CPU', row.cpu >= 0 ? time(row.cpu) : ''],
          ['peak memory', row.peak >= 0 ? size(row.peak) : ''],
          ['failed attempts', last.attempts[i]],
          ['summary', row.summary],
          ...metricPairs(row.metrics),
          ['size', row.lastLetter !== 'f' && last.size[i] >= 0 ? size(last.size[i]) : ''],
          ['fetched', last.fetched[i] ? size(+last.fetched[i]) : ''],
          ['pushed', last.pushed[i] ? size(+last.pushed[i]) : ''],
          ['exports', (last.exports[i] || []).slice(0, 50).map(path => el('div', null, fileLink(path)))],
          ['more exports', (last.exports[i] || []).length > 50 ? last.exports[i].length - 50 + ' more' : ''],
          ['log', logOf(i, id)],
          ...identityOf(last.identity[i] || []),
        ]),
      ),
    );
  }
  if (row.isPlanned)
    lists.push(
      el(
        'div',
        null,
        el('h3', null, 'Next build'),
        otherId && row.lastLetter !== 's'
          ? note('It has another id than in the last run: it is about another result.')
          : last && row.lastLetter !== '-'
            ? note('The same id as in the last run.')
            : '',
        list([
          ['plan', [mark(row.next), row.why ? ' ' + row.why : '']],
          ['id', el('code', null, row.id)],
          ['entry', next.entry[i] === '1' ? fileLink(project.cache + '/' + row.id) : ''],
          ['format', el('code', null, project.texts[next.format[i]])],
          ['saves', next.cost[i] ? time(next.cost[i]) : ''],
          ['result', next.summary[i] && next.summary[i] !== row.summary ? next.summary[i] : ''],
          ['exports to', next.exportTo[i] ? el('code', null, next.exportTo[i]) : ''],
          ...argumentsOf(next.arguments[i]),
        ]),
      ),
    );
  else lists.push(el('div', null, el('h3', null, 'Next build'), note('The project no longer declares this step.')));
  if (project.graph && row.isPlanned)
    parts.push(
      el(
        'p',
        { class: 'noprint' },
        el(
          'button',
          {
            type: 'button',
            onclick: () => {
              state.cut = i;
              update();
              document.getElementById('graph').scrollIntoView();
            },
          },
          'cut-out',
        ),
        ' draws what it needs and what needs it.',
      ),
    );
  parts.push(el('div', { class: 'columns' }, lists));
  if (row.error) parts.push(el('h3', null, 'Error of the last run'), el('pre', { class: 'errortext', tabindex: 0 }, row.error));
  if (last && last.excerpt[i]) parts.push(el('h3', null, 'End of the log of the last run'), el('pre', { tabindex: 0 }, last.excerpt[i]));
  else if (last && last.log[i] !== undefined && (row.lastLetter === 'r' || row.lastLetter === 'f'))
    parts.push(note('The log is not in this page: it cannot be read, or the logs of other steps take the space.'));
  return el('tr', { class: 'details' }, el('td', { colspan: shownColumns().length }, parts));
}
const metricPairs = flat => {
  const pairs = [];
  for (let k = 0; k < flat.length; k += 2) pairs.push([flat[k], el('b', null, number(flat[k + 1]))]);
  return pairs;
};
