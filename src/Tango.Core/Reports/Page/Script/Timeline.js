// When which step of the last run ran.

function timeline() {
  const last = project.last,
    ran = rows.filter(ranAt);
  if (!last || !ran.length) return null;
  const critical = new Set(last.critical),
    bars = [...ran]
      .sort((a, b) => b.seconds - a.seconds)
      .slice(0, shownBars)
      .sort((a, b) => a.i - b.i);
  const end = Math.max(...ran.map(row => row.begin + row.seconds), 0.001),
    lanes = Math.max(...ran.map(row => row.lane)) + 1,
    height = 22;
  const percent = value => ((100 * value) / end).toFixed(3) + '%';
  const axis = [0, 0.25, 0.5, 0.75, 1].map(part => [
    svg('line', { class: 'axis', x1: part * 100 + '%', x2: part * 100 + '%', y1: 0, y2: lanes * height + 4 }),
    svg('text', { class: 'lane', x: part * 100 + '%', y: lanes * height + 17, 'text-anchor': part === 0 ? 'start' : part === 1 ? 'end' : 'middle' }, time(end * part)),
  ]);
  const drawing = svg(
    'svg',
    {
      class: 'line',
      role: 'img',
      'aria-label': 'When which step ran, in ' + plural(lanes, 'lane') + '; the table has the same times',
      height: lanes * height + 22,
      onclick: event => {
        const step = event.target.getAttribute('data-step');
        if (step) location.hash = '#step-' + step;
      },
    },
    axis,
    bars.map(row =>
      svg('rect', {
        class: classOf(row.last) + (critical.has(row.i) ? ' critical' : ''),
        'data-step': row.i,
        x: percent(row.begin),
        width: percent(Math.max(row.seconds, end * 0.001)),
        y: row.lane * height + 2,
        height: height - 4,
        rx: 2,
      }),
    ),
    bars
      .filter(row => row.seconds / end > (row.name.length + 2) * 0.0065)
      .map(row => svg('text', { x: percent(row.begin + row.seconds / 2), y: row.lane * height + 15, 'text-anchor': 'middle' }, row.name)),
  );
  const chain = last.critical.slice(0, 40).flatMap((i, k) => [k ? ' → ' : '', el('a', { href: '#step-' + i }, rows[i].name), ' ' + time(rows[i].seconds)]);
  return section(
    'timeline',
    'Timeline of the last run',
    note(
      'A row for each lane: steps of one lane ran one after another. Steps with a strong outline are the critical path.' +
        (bars.length < ran.length ? ' The ' + shownBars + ' longest of ' + ran.length + ' steps are shown.' : ''),
    ),
    drawing,
    el('p', null, 'Critical path: ', ...chain, last.critical.length > 40 ? ' … and ' + (last.critical.length - 40) + ' more' : ''),
  );
}
