// The steps as objects, from the columns of the data, and which of them the table shows.

function readRows(p) {
  const needs = p.steps.map(() => []),
    neededBy = p.steps.map(() => []);
  for (const [from, to, order] of p.arrows) {
    needs[to].push([from, order]);
    if (from < p.steps.length) neededBy[from].push([to, order]);
  }
  for (const [row, list] of Object.entries(p.needed)) for (const from of list) needs[row].push([from, 0]);
  return p.steps.map((name, i) => {
    const isPlanned = i < p.next.action.length,
      last = p.last,
      next = p.next;
    const lastLetter = last ? last.state[i] : '-',
      nextLetter = isPlanned ? next.action[i] : '-';
    const type = p.texts[p.types[i]],
      shortType = type.replace(/^.*[.+]/, ''),
      metrics = (last && last.metrics[i]) || [];
    return {
      i,
      name,
      type,
      shortType,
      id: isPlanned ? next.id[i].replace(/^~/, shortType + (next.version[i] ? '-' + p.texts[next.version[i]] : '') + '-') : '',
      isPlanned,
      lastLetter,
      nextLetter,
      last: lastWords[lastLetter],
      next: nextWords[nextLetter],
      needs: needs[i],
      neededBy: neededBy[i],
      seconds: last ? last.seconds[i] : 0,
      begin: last ? last.begin[i] : -1,
      lane: last ? last.lane[i] : -1,
      cost: (last && last.cost[i]) || (isPlanned ? next.cost[i] : 0),
      size: last && last.size[i] >= 0 ? last.size[i] : isPlanned && next.size[i] > 0 ? next.size[i] : -1,
      cpu: last && last.cpu[i] !== undefined ? +last.cpu[i] : -1,
      peak: last && last.peak[i] !== undefined ? +last.peak[i] : -1,
      reason: last ? p.texts[last.reason[i]] : '',
      summary: (last && last.summary[i]) || '',
      error: (last && last.error[i]) || '',
      code: (last && last.code[i]) || '',
      why: isPlanned ? p.texts[next.why[i]] + (next.sameAs[i] ? 'same as ' + next.sameAs[i] : '') : '',
      metrics,
    };
  });
}
const word = row => (state.colour === 'last' ? row.last : row.next);
const hay = row => (row.hay = row.hay || [row.name, row.type, row.last, row.next, row.reason, row.summary, row.error, row.code, row.why].join('\n').toLowerCase());
const ranAt = row => row.begin >= 0;

const columns = [
  { key: 'step', title: 'step', value: row => row.i },
  { key: 'type', title: 'type', value: row => row.shortType.toLowerCase(), css: 'wide-only' },
  { key: 'last', title: 'last run', value: row => 'fbrjncs-'.indexOf(row.lastLetter) },
  { key: 'time', title: 'time', value: row => -(row.seconds || row.cost), css: 'number' },
  { key: 'cpu', title: 'CPU', value: row => -row.cpu, css: 'number wide-only', only: row => row.cpu >= 0 },
  { key: 'peak', title: 'peak memory', value: row => -row.peak, css: 'number wide-only', only: row => row.peak >= 0 },
  { key: 'size', title: 'size', value: row => -row.size, css: 'number wide-only' },
  { key: 'words', title: 'what came out', value: row => (row.error || row.summary || row.reason).toLowerCase() || '\uffff' },
  { key: 'next', title: 'next build', value: row => 'brcn-'.indexOf(row.nextLetter), css: 'next' },
  { key: 'why', title: 'because', value: row => row.why.toLowerCase() || '\uffff', css: 'wide-only' },
];

// What the system tells of no step takes no place.
const shownColumns = () => columns.filter(column => !column.only || rows.some(column.only));

function filtered() {
  const words = state.filter.toLowerCase().split(/\s+/).filter(Boolean);
  const found = rows.filter(
    row => (!state.only || word(row) === state.only) && (!state.members || state.members.has(row.i)) && words.every(text => hay(row).includes(text)),
  );
  const column = columns.find(one => one.key === state.sort);
  const by = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
  return found
    .map(row => [column.value(row), row])
    .sort((a, b) => (by(a[0], b[0]) || a[1].i - b[1].i) * state.direction)
    .map(pair => pair[1]);
}
