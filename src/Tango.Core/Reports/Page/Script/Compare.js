// What differs from an earlier run.

function compare() {
  const candidates = (project.runs || []).map((run, k) => k).filter(k => k > 0 && project.runs[k].state);
  if (!candidates.length) return null;
  const body = el('div', null);
  const name = run =>
    run.ended + (run.commit ? ', ' + run.commit.slice(0, 8) + (run.dirty ? ' + changes' : '') : '') + (run.overrides ? ', ' + run.overrides.join(', ') : '');
  const choice = el(
    'select',
    { id: 'compare-run', onchange: () => show(+choice.value) },
    candidates.map(k => el('option', { value: k }, name(project.runs[k]))),
  );
  const read = run => {
    let k = 0;
    return rows.map(row => ({ state: run.state[row.i], seconds: run.state[row.i] === 'r' || run.state[row.i] === 'f' ? run.seconds[k++] : 0 }));
  };
  const now = rows.map(row => ({ state: row.lastLetter, seconds: row.seconds }));

  function show(index) {
    const run = project.runs[index],
      then = read(run),
      lines = [];
    for (const row of rows) {
      const [a, b] = [then[row.i], now[row.i]],
        delta = b.seconds - a.seconds;
      const metrics = project.series
        .filter(one => one[0] === row.i)
        .map(one => [one[1], one[one.length - 1 - index], one[one.length - 1]])
        .filter(one => one[1] !== one[2]);
      const isOther = a.state !== b.state || metrics.length || (a.seconds && b.seconds && Math.abs(delta) > Math.max(0.05, 0.1 * a.seconds));
      if (isOther && (a.state !== '-' || b.state !== '-')) lines.push({ row, a, b, delta, metrics });
    }
    lines.sort((a, b) => b.metrics.length - a.metrics.length || Math.abs(b.delta) - Math.abs(a.delta) || a.row.i - b.row.i);
    const cell = (text, css) => el('td', { class: css || null }, text),
      last = project.runs[0];
    const change = one => el('div', null, one[0] + ' ', one[1] === null ? '–' : number(one[1]), ' → ', one[2] === null ? '–' : number(one[2]));
    body.replaceChildren(
      note(
        'Total ' +
          time(run.total || 0) +
          ' → ' +
          time(last.total || 0) +
          ', steps ' +
          time(run.work) +
          ' → ' +
          time(last.work) +
          ', saved ' +
          time(run.saved) +
          ' → ' +
          time(last.saved) +
          '. ' +
          (lines.length
            ? plural(lines.length, 'step') +
              ' differ' +
              (lines.length === 1 ? 's' : '') +
              ' in state, time (by more than 10 % and 50 ms) or metrics' +
              (lines.length > pageRows ? '; the first ' + pageRows + ' are shown.' : '.')
            : 'No step differs in state, time or metrics.'),
      ),
      lines.length
        ? el(
            'div',
            { class: 'scroll' },
            el(
              'table',
              null,
              el(
                'thead',
                null,
                el(
                  'tr',
                  null,
                  ['step', 'then', 'last run'].map(text => el('th', { scope: 'col' }, text)),
                  ['time then', 'last run', 'difference'].map(text => el('th', { scope: 'col', class: 'number' }, text)),
                  el('th', { scope: 'col' }, 'metrics'),
                ),
              ),
              el(
                'tbody',
                null,
                lines
                  .slice(0, pageRows)
                  .map(({ row, a, b, delta, metrics }) =>
                    el(
                      'tr',
                      null,
                      el('th', { scope: 'row' }, el('a', { href: '#step-' + row.i }, row.name)),
                      cell(mark(lastWords[a.state])),
                      cell(mark(lastWords[b.state])),
                      cell(a.seconds ? time(a.seconds) : '', 'number'),
                      cell(b.seconds ? time(b.seconds) : '', 'number'),
                      cell(
                        a.seconds && b.seconds ? (delta < 0 ? '−' : '+') + time(Math.abs(delta)) : '',
                        a.state + b.state === 'rr' ? 'number ' + (delta < 0 ? 'better' : 'worse') : 'number',
                      ),
                      cell(metrics.map(change)),
                    ),
                  ),
              ),
            ),
          )
        : '',
    );
  }
  show(candidates[0]);
  return section('compare', 'Compared with an earlier run', el('div', { class: 'bar' }, el('label', { for: 'compare-run' }, 'earlier run'), choice), body);
}
